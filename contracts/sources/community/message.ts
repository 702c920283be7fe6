import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate } from '../../dates.ts';
import { alsoSaid } from '../../said-too.ts';
import { HazardCode, text, Urgency } from '../../vocabulary.ts';
import { consentMessage, email, listOf, needsField, personFields, safeguardingConcern, staffSafetyField } from '../parts.ts';

const Concerned = z.strictObject({
  ...personFields,
  familyName: field('contact', text(80).optional(), 'Family name, if it is known'),
  needs: needsField,
  hazards: listOf(
    field('hazard', z.strictObject({ code: HazardCode, room: text(60).optional() }), 'A hazard that was seen in the home'),
    30,
  ),
  mobility: listOf(field('mobility', text(200), 'How the person gets about'), 10),
  health: listOf(field('health', text(500), 'What was seen or said of the person’s health'), 10),
  strengths: listOf(field('hopes', text(500), 'What the person can do, enjoys or hopes for'), 10),
  notes: field('free-text', text(10_000).optional(), 'What was seen, in words. Withheld unless an agreement names free text'),
  consent: consentMessage,
});

const Informant = z.strictObject({
  ...{ givenName: personFields.givenName, telephone: personFields.telephone, address: personFields.address },
  familyName: field('contact', text(80).optional(), 'Family name, if it was given'),
  email: field('contact', email.optional(), 'Email address'),
  relationship: field('free-text', z.enum(['friend', 'family', 'neighbour', 'other']), 'What they are to the person'),
});

/** An address without anything in it leads to nobody. */
const saysSomething = (address: object = {}): boolean => Object.values(address).some((part) => part !== undefined);

/** A concern of a friend, a relative or a neighbour, as a member of a receiving team writes it down. */
export const CommunityMessage = z
  .strictObject({
    reference: field('referrer', text(80).optional(), 'Your own reference for this concern'),
    recordedOn: field('administrative', PastDate.optional(), 'The day you were told'),
    urgency: field('administrative', Urgency.optional(), 'How soon someone should make contact; routine if left out'),
    recordedBy: field(
      'referrer',
      z.strictObject({
        name: text(120),
        jobTitle: text(80).optional(),
        team: text(70).optional(),
        telephone: text(30).optional(),
        email: email.optional(),
      }),
      'The member of a team who writes it down',
    ),
    person: Concerned.meta({
      description: 'Whom the concern is about; an address is enough',
      ...alsoSaid({
        anyOf: [
          { required: ['address'], properties: { address: { minProperties: 1 } } },
          { required: ['telephone'], properties: { telephone: { minItems: 1 } } },
          { required: ['email'] },
        ],
      }),
    }),
    informant: Informant.optional().describe('Who is concerned. They stay unnamed: never shown to a team'),
    staffSafety: staffSafetyField,
    safeguarding: field(
      'safeguarding',
      safeguardingConcern
        .extend({
          aboutThePerson: z.boolean().default(true).describe('Whether it is this person who is at risk; if not, someone not named'),
        })
        .optional(),
      'A concern that a child or an adult at risk may be suffering harm',
    ),
  })
  .refine(({ person: { address, telephone = [], email: mail } }) => saysSomething(address) || telephone.length > 0 || mail !== undefined, {
    path: ['person', 'address'],
    error: 'an address, or another way to reach the person',
    when: ({ value }) => {
      const person = (value as { person?: unknown } | null)?.person;
      return person !== null && typeof person === 'object';
    },
  });
export type CommunityMessage = z.infer<typeof CommunityMessage>;
