import * as z from 'zod';
import { type Category, type CategoryOf, fieldsOf } from '../categories.ts';
import { Person, Referral } from '../referral.ts';
import { Code, Day } from './parts.ts';

const source = z
  .strictObject({
    organisation: Code.describe('Whose word it is'),
    name: z.string().min(1).describe('Its name'),
    on: Day.describe('The day it was told'),
  })
  .meta({ id: 'FactSource' });

const sharedUnder = z
  .strictObject({
    agreement: Code.optional().describe('The data-sharing agreement'),
    version: z.int().min(1).optional().describe('Its version'),
    clause: Code.optional().describe('The clause of it'),
    consents: z.array(z.string()).optional().describe('What the person said, by reference'),
    duty: Code.optional().describe('The statutory duty that requires it'),
  })
  .meta({ id: 'SharedUnder', description: 'What lets the team know it' });

/** What a fact’s category may be: the one its field states, or for a need the one that its code has. */
const categoryOf = (category: CategoryOf) =>
  typeof category === 'string' ? z.literal(category) : z.enum([...new Set(Object.values(category.from))] as [Category, ...Category[]]);

/** Which fields of a referral a view may have: every one that states its kind of information. */
const ofPerson = fieldsOf(Person);
const ofReferral = fieldsOf(Referral).filter(({ field }) => !field.startsWith('people.') && !ofPerson.some((each) => each.field === field));
const fields = [...ofPerson, ...ofReferral];

/** One thing a team may know, where it came from and what lets it be known: a form for each field of a referral. */
export const AnyFact = z
  .discriminatedUnion(
    'field',
    fields.map(({ field, category, value }) =>
      z
        .strictObject({ field: z.literal(field), category: categoryOf(category), value, source, sharedUnder })
        .describe(value.description ?? field),
    ) as unknown as [z.ZodObject<FactShape>, ...z.ZodObject<FactShape>[]],
  )
  .meta({ id: 'ViewFact', description: 'One thing a team may know, by which field of the referral it is' });

type FactShape = {
  field: z.ZodLiteral<string>;
  category: typeof Category;
  value: z.ZodUnknown;
  source: typeof source;
  sharedUnder: typeof sharedUnder;
};
