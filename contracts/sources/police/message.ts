import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { alsoSaid, orText } from '../../said-too.ts';
import { Need, needCategories, Role, text } from '../../vocabulary.ts';
import { asWarning, consentMessage, email, isPlaceIn, listOf, personFields, StaffSafetyMessage, safeguardingConcern } from '../parts.ts';
import { item, lawEnforcement } from './item.ts';

const Grade = z.enum(['standard', 'medium', 'high']);

const PoliceNeed = z.strictObject({ code: Need, since: PastDate.optional(), lawEnforcement });

const DomesticAbuse = z.strictObject({
  riskAssessment: Grade.optional().describe('The grade of the domestic abuse, stalking and harassment (DASH) risk assessment'),
  summary: text(900).optional().describe('What was said'),
  conference: text(900).optional().describe('What a multi-agency risk assessment conference (MARAC) discussed'),
  lawEnforcement,
});

const PolicePerson = z.strictObject({
  role: field(
    'administrative',
    Role,
    'The part the person plays; complainants, alleged offenders and professionals are never shown to a team',
  ),
  ...personFields,
  familyName: field('contact', text(80).optional(), 'Family name, if it is known; the subject’s must be'),
  school: field('education', text(200).optional(), 'School, college or nursery'),
  lawEnforcement: field(
    'administrative',
    lawEnforcement,
    'Whether the person’s own details (name, address, how to reach them, date of birth, school) were collected for law enforcement',
  ),
  protected: field('administrative', z.boolean().default(false), 'Hidden from all but the roles an agreement names'),
  personAware: field('administrative', z.boolean().optional(), 'Whether the person was told of this notice, and that a team may call'),
  needs: listOf(field({ by: 'code', from: needCategories }, PoliceNeed, 'What the person would like help with'), 30),
  strengths: listOf(field('hopes', item(500), 'What the person can do, enjoys or hopes for'), 10),
  health: listOf(field('health', item(500), 'What was seen or said of the person’s health'), 10),
  mobility: listOf(field('mobility', item(200), 'Mobility, aids and adaptations'), 10),
  attendance: field(
    'attendance',
    z.strictObject({ count: z.int().min(1).max(10_000), since: PastDate.optional(), lawEnforcement }).optional(),
    'How often officers were called, without why',
  ),
  offences: listOf(field('offence', item(500), 'Offences and allegations of offences, anti-social behaviour among them'), 20),
  domesticAbuse: field(
    'abuse',
    DomesticAbuse.optional(),
    'Domestic abuse: nobody is then seen with anyone else until someone trained has looked',
  ),
  notes: field('free-text', item(9_000).optional(), 'Notes about this person. Withheld unless an agreement names free text'),
  consent: consentMessage,
});

const PoliceSafety = z.preprocess(asWarning, StaffSafetyMessage.extend({ lawEnforcement }).optional()).meta(orText('detail'));

const Concern = safeguardingConcern.extend({
  person: z.int().min(1).max(20).optional().describe('Which person is at risk, counting from 1; left out, someone not named'),
  lawEnforcement,
});

/** The places of those a list of people is about. */
const subjectsOf = (people: readonly { readonly role?: string }[]): number[] =>
  people.flatMap((person, index) => (person?.role === 'subject' ? [index] : []));

/** Looked at even where another field is wrong, so that every fault is told at once. */
const whenThereIsAList = ({ value }: { value: unknown }) => Array.isArray((value as { people?: unknown } | null)?.people);

/**
 * A public protection notice, as a force’s system sends it after officers met someone who may be vulnerable. Everyone named
 * has a role. Each thing says whether it was collected for law enforcement; what does not say so counts as having been.
 */
export const PoliceMessage = z
  .strictObject({
    reference: field('referrer', text(80).optional(), 'Your own reference for this notice'),
    incident: z.strictObject({
      date: field('administrative', PastDate, 'The day officers attended'),
      place: field('free-text', text(60).optional(), 'The kind of place: a home, a street, a custody suite'),
      type: field('offence', text(120).optional(), 'What the incident was recorded as, which may be an allegation'),
    }),
    grade: field(
      'free-text',
      Grade.default('standard'),
      'The officer’s grading of the risk; it decides how soon someone should make contact',
    ),
    officer: field(
      'referrer',
      z.strictObject({
        name: text(120),
        collarNumber: text(20).optional(),
        station: text(100).optional(),
        telephone: text(30).optional(),
        email: email.optional(),
      }),
      'The officer who writes the notice',
    ),
    people: z
      .array(PolicePerson)
      .min(1)
      .max(20)
      .meta({
        description: 'Everyone named, each with a role; exactly one is the subject, and named',
        ...alsoSaid({
          allOf: [
            { contains: { properties: { role: { const: 'subject' } }, required: ['role'] }, maxContains: 1 },
            { contains: { properties: { role: { const: 'subject' }, familyName: { type: 'string' } }, required: ['role', 'familyName'] } },
          ],
        }),
      }),
    actionTaken: field('free-text', text(500).optional(), 'What officers did. Withheld unless an agreement names free text'),
    staffSafety: field('staff-safety', PoliceSafety, 'What a visitor to the subject must know to be safe: advice, or words alone'),
    narrative: field('free-text', text(9_000).optional(), 'What happened. Withheld unless an agreement names free text'),
    safeguarding: field('safeguarding', Concern.optional(), 'A concern that a child or an adult at risk may be suffering harm'),
  })
  .refine(({ people }) => subjectsOf(people).length === 1, {
    path: ['people'],
    error: 'a list of people exactly one of whom has the role subject',
    when: whenThereIsAList,
  })
  .refine(({ people }) => subjectsOf(people).every((index) => people[index]?.familyName !== undefined), {
    path: ['people'],
    error: 'a list of people in which the family name of the subject is known',
    when: whenThereIsAList,
  })
  .refine(({ safeguarding, people }) => isPlaceIn(people, safeguarding?.person), {
    path: ['safeguarding', 'person'],
    error: 'the place of a person who is listed, counting from 1',
    when: whenThereIsAList,
  });
export type PoliceMessage = z.infer<typeof PoliceMessage>;
