/** Which jobs of a street scene list are for the hub: a resident’s own request that needs a call or a visit. */

/** Why a job is not for the hub, as its sender reads it. */
export const dropReasons = {
  complaint: 'A complaint is not passed on. Nothing of it was kept.',
  enforcement: 'What is reported or enforced is not passed on. Nothing of it was kept.',
  'not-a-visit': 'The job needs neither a call nor a visit. Nothing of it was kept.',
  'not-own-request':
    'The list does not say that the person asked for themself (a column Reported By says it, with Self). Nothing of it was kept.',
  'unknown-type': 'The type of job is not one that is known to need a call or a visit. Nothing of it was kept.',
} as const;
export type DropReason = keyof typeof dropReasons;

interface KeptJob {
  /** What is kept of it, whatever the list called it. */
  readonly name: string;
  /** Words of which a label has at least one … */
  readonly of: readonly string[];
  /** … and at least one of these, if there are any … */
  readonly and: readonly string[];
  /** … and, of all others, none but these. */
  readonly may: readonly string[];
}

const manner = [
  'request',
  'requests',
  'service',
  'call',
  'visit',
  'home',
  'appointment',
  'booking',
  'own',
  'resident',
  'domestic',
  'household',
];
const pricing = ['quote', 'quotes', 'quotation', 'estimate', 'survey'];

/**
 * The jobs that are kept. Closed: a label with a word that is not here is not known, and a job that is not known is
 * dropped. Clinical waste is left out though it needs a visit: it tells of health, which this flow does not admit.
 */
const keptJobs: readonly KeptJob[] = [
  {
    name: 'Bulky waste quote',
    of: ['bulky', 'bulk', 'goods', 'furniture'],
    and: [],
    may: [
      'waste',
      'white',
      'item',
      'items',
      'large',
      'uplift',
      'collection',
      'collections',
      'special',
      'refuse',
      'bw',
      ...pricing,
      ...manner,
    ],
  },
  {
    name: 'Clearance quote',
    of: ['clearance', 'clearances'],
    and: pricing,
    may: ['house', 'garage', 'garden', 'shed', 'waste', 'rubbish', ...manner],
  },
  {
    name: 'Assisted collection assessment',
    of: ['assisted', 'assist', 'pull'],
    and: ['collection', 'collections', 'bin', 'bins', 'lift', 'out'],
    may: ['assessment', 'application', 'apply', 'review', 'new', 'waste', 'refuse', 'with', ...manner],
  },
  {
    name: 'Garden waste visit',
    of: ['garden', 'green'],
    and: ['visit', 'call', 'assessment', ...pricing],
    may: ['waste', 'collection', 'collections', ...manner],
  },
];

/** What marks a job as another’s business, wherever it stands in a label: the beginning of a word or of several. */
const marks: readonly (readonly [DropReason, readonly string[]])[] = [
  ['complaint', ['complain', 'dissatisf', 'grievance', 'ombudsman']],
  [
    'enforcement',
    [
      ...['abandon', 'accumulation', 'anti social', 'antisocial', 'asb ', 'bonfire', 'dog', 'drug', 'duty of care', 'encampment', 'enforc'],
      ...['fixed penalty', 'fly post', 'fly tip', 'flypost', 'flytip', 'graffiti', 'inspect', 'investigat', 'litter', 'needle', 'noise'],
      ...['noisy', 'notice', 'nuisance', 'obstruct', 'odour', 'offence', 'penalty', 'prosecut', 'smoke', 'trespass', 'untaxed', 'witness'],
    ],
  ],
  [
    'not-a-visit',
    [
      ...['calendar', 'cancel', 'container', 'deliver', 'light', 'missed', 'new bin', 'paid', 'payment', 'pothole', 'refund', 'renew'],
      ...['repair', 'replace', 'street clean', 'subscription', 'sweep'],
    ],
  ],
];

/** Words without case, accents and punctuation; numbers say how many, not what. */
export const wordsOf = (label: string): string[] =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^\d+$/.test(word));

/** What marks a label as another’s business, if anything does. */
export function markIn(label: string): DropReason | undefined {
  const said = ` ${wordsOf(label).join(' ')} `;
  return marks.find(([, phrases]) => phrases.some((phrase) => said.includes(` ${phrase}`)))?.[0];
}

/** The name a job is kept under; or why it is not. Denies by default, and a mark against it beats all else. */
export function jobOf(label: string): { readonly kept: string } | { readonly dropped: DropReason } {
  const mark = markIn(label);
  if (mark) return { dropped: mark };
  const words = wordsOf(label);
  const has = (any: readonly string[]) => words.some((word) => any.includes(word));
  const job = keptJobs.find(
    ({ of, and, may }) =>
      has(of) && (and.length === 0 || has(and)) && words.every((word) => [of, and, may].some((each) => each.includes(word))),
  );
  return job ? { kept: job.name } : { dropped: 'unknown-type' };
}

/** The names under which jobs are kept. */
export const keptNames: readonly string[] = keptJobs.map(({ name }) => name);

const ownWords = new Set([
  ...[
    'self',
    'own',
    'myself',
    'own request',
    'resident',
    'customer',
    'householder',
    'occupier',
    'occupant',
    'tenant',
    'owner',
    'applicant',
  ],
  ...['account holder', 'service user', 'yes', 'y', 'true', 'service request', 'request', 'customer request', 'resident request'],
  ...['request for service', 'customer self', 'resident self'],
]);

/** Whether what a list says of who asked, or of what kind a record is, says that the resident asked for themself. */
export const saysOwn = (cell: string): boolean => ownWords.has(wordsOf(cell).join(' '));
