import * as z from 'zod';
import { factsOf, field, fieldsOf } from '../../contracts/categories.ts';
import { Referral } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';

/** What is said of fields, to be read from the source and from a bundle of this module. */

const contracts: Readonly<Record<string, z.core.$ZodType>> = {
  referral: Referral,
  ...Object.fromEntries(Object.entries(sources).map(([name, { message }]) => [name, message])),
};

/** Each contract’s fields, with the category of each. */
export const stated = Object.fromEntries(
  Object.entries(contracts).map(([name, schema]) => [name, fieldsOf(schema).map((each) => [each.field, each.category])]),
);

/** A document of two fields that were made from one schema, as facts. */
export function twoOfOneSchema() {
  const Note = z.string().max(80);
  const Noted = z.strictObject({ alleged: field('offence', Note, 'What was alleged'), nickname: field('contact', Note, 'A name') });
  return factsOf(Noted, { alleged: 'arson', nickname: 'Art' });
}

/** How the first field of a referral is described, which a bundle leaves out. */
export const description = fieldsOf(Referral)[0]?.value.description;
