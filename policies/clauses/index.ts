import { agreementInForce } from './agreement-in-force.ts';
import { agreementToEngage } from './agreement-to-engage.ts';
import { categoryInAgreement } from './category-in-agreement.ts';
import { lawEnforcementAuthority } from './law-enforcement-authority.ts';
import { offenceDataCondition } from './offence-data-condition.ts';
import { permissionOfThePerson } from './permission-of-the-person.ts';
import { protectedPerson } from './protected-person.ts';
import { readerOfTheClause } from './reader-of-the-clause.ts';
import { roleMayBeSeen } from './role-may-be-seen.ts';
import type { Rule } from './rule.ts';
import { seenApart } from './seen-apart.ts';
import { specialCategoryCondition } from './special-category-condition.ts';
import { statutoryBar } from './statutory-bar.ts';
import { toldFirst } from './told-first.ts';

/** Every rule that a disclosure must pass. One line each; any objection stops the fact, and among equals the first is named. */
export const rules: readonly Rule[] = [
  statutoryBar,
  agreementInForce,
  categoryInAgreement,
  readerOfTheClause,
  lawEnforcementAuthority,
  roleMayBeSeen,
  protectedPerson,
  seenApart,
  specialCategoryCondition,
  offenceDataCondition,
  agreementToEngage,
  toldFirst,
  permissionOfThePerson,
];
