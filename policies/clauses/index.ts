import { agreementInForce } from './agreement-in-force.ts';
import { agreementToEngage } from './agreement-to-engage.ts';
import { categoryInAgreement } from './category-in-agreement.ts';
import { offenceDataCondition } from './offence-data-condition.ts';
import { permissionOfThePerson } from './permission-of-the-person.ts';
import { roleMayBeSeen } from './role-may-be-seen.ts';
import type { Rule } from './rule.ts';
import { specialCategoryCondition } from './special-category-condition.ts';
import { statutoryBar } from './statutory-bar.ts';

/** Every rule that a disclosure must pass. One line each; any objection stops the fact, and among equals the first is named. */
export const rules: readonly Rule[] = [
  statutoryBar,
  agreementInForce,
  categoryInAgreement,
  roleMayBeSeen,
  specialCategoryCondition,
  offenceDataCondition,
  agreementToEngage,
  permissionOfThePerson,
];
