import { Need } from '../../../vocabulary.ts';

/** The code systems and identifiers by which a FHIR message says what the hub’s own vocabulary says. */
export const hub = {
  need: 'urn:referral-hub:need',
  recipient: 'urn:referral-hub:recipient',
  purpose: 'urn:referral-hub:purpose',
  category: 'urn:referral-hub:category',
  advice: 'urn:referral-hub:safety-advice',
  /** An extension of Consent: what was said, and how, that FHIR R4 has no element for. */
  consent: 'urn:referral-hub:consent',
} as const;

export const snomed = 'http://snomed.info/sct';

/** SNOMED CT concepts (UK edition) that are a need, or a condition that comes with one. Exact codes: no hierarchy is known here. */
export const needBySnomed: Readonly<Record<string, Need>> = {
  '267076002': 'loneliness', // Feeling lonely
  '422650009': 'loneliness', // Social isolation
  '366979004': 'low-mood', // Depressed mood
  '35489007': 'low-mood', // Depressive disorder
  '48694002': 'anxiety', // Anxiety
  '197480006': 'anxiety', // Anxiety disorder
  '21897009': 'anxiety', // Generalised anxiety disorder
  '52448006': 'dementia', // Dementia
  '26929004': 'dementia', // Alzheimer’s disease
  '129839007': 'falls', // At risk for falls
  '161898004': 'falls', // Falls
  '82971005': 'mobility', // Impaired mobility
  '21134002': 'disability', // Disability
  '110359009': 'disability', // Intellectual disability
  '35919005': 'autism', // Autism spectrum disorder
  '408856003': 'autism', // Autistic disorder
  '66214007': 'substance-use', // Substance abuse
  '7200002': 'substance-use', // Alcoholism
  '73211009': 'long-term-condition', // Diabetes mellitus
  '44054006': 'long-term-condition', // Type 2 diabetes mellitus
  '13645005': 'long-term-condition', // Chronic obstructive pulmonary disease
  '195967001': 'long-term-condition', // Asthma
  '84114007': 'long-term-condition', // Heart failure
  '396275006': 'long-term-condition', // Osteoarthritis
  '69896004': 'long-term-condition', // Rheumatoid arthritis
  '49049000': 'long-term-condition', // Parkinson’s disease
  '709044004': 'long-term-condition', // Chronic kidney disease
  '73438004': 'return-to-work', // Unemployed
  '105531004': 'housing-condition', // Housing unsatisfactory
  '706893006': 'domestic-abuse', // Victim of intimate partner abuse
};

/** What is asked for that says nothing of the person: it is neither a need nor health. */
export const administrativeSnomed: ReadonlySet<string> = new Set([
  '3457005', // Patient referral
  '103696004', // Patient referral to specialist
  '306206005', // Referral to service
  '308440001', // Referral to social worker
  '871731000000106', // Referral to social prescribing service
]);

/** What people write for a need, besides its own code. The whole of what is written must be one of these. */
const needByWords: Readonly<Record<string, Need>> = {
  lonely: 'loneliness',
  'feeling lonely': 'loneliness',
  'social isolation': 'loneliness',
  'socially isolated': 'loneliness',
  bereaved: 'bereavement',
  grief: 'bereavement',
  'recent bereavement': 'bereavement',
  depression: 'low-mood',
  'depressed mood': 'low-mood',
  'carer stress': 'carer-strain',
  'caregiver stress': 'carer-strain',
  'at risk of falls': 'falls',
  'at risk for falls': 'falls',
  'recurrent falls': 'falls',
  'impaired mobility': 'mobility',
  unemployed: 'return-to-work',
  'financial hardship': 'debt',
  'debt problem': 'debt',
  'rent arrears': 'arrears',
  'at risk of eviction': 'eviction-risk',
  'benefits advice': 'benefits-advice',
  'cold home': 'no-heating',
  'no heating': 'no-heating',
  'poor housing': 'housing-condition',
  'domestic violence': 'domestic-abuse',
};

/** The need that some words are, if the whole of them is one: `Low mood`, `low-mood`, `depression`. */
export function needOfWords(words: string): Need | undefined {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ');
  if (Object.hasOwn(needByWords, said)) return needByWords[said];
  const code = Need.safeParse(said.replaceAll(' ', '-'));
  return code.success ? code.data : undefined;
}

/** What a visitor should do, by the code of a Flag. Whatever is not here is “ring the referrer first”. */
export const adviceByCode: Readonly<Record<string, 'do-not-visit-alone' | 'animals' | 'infection-risk' | 'building-unsafe'>> = {
  '129707006': 'do-not-visit-alone', // At risk for other-directed violence
  '65108000': 'do-not-visit-alone', // At risk for violence
  'violence-aggression': 'do-not-visit-alone',
  animals: 'animals',
  'dangerous-animal': 'animals',
  infection: 'infection-risk',
  'infection-control': 'infection-risk',
  'building-unsafe': 'building-unsafe',
};
