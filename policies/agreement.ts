import type { Agreement, Clause } from '../contracts/agreement.ts';
import { categories } from '../contracts/categories.ts';
import type { Fault } from '../contracts/problem.ts';
import type { ClauseInForce } from './clauses/rule.ts';
import { article6Bases, article9Conditions, lawEnforcementAuthorities, powers, type Settings, schedule1 } from './law.ts';

/** The clauses of an agreement as the decision reads them. */
export function clausesOf(agreement: Agreement): ClauseInForce[] {
  const { id, version, title, inForceFrom, inForceUntil } = agreement;
  return agreement.clauses.map((clause) => ({ agreement: id, version, title, inForceFrom, inForceUntil, clause }));
}

/** The pairs of organisations an agreement lets information flow between, each once: the key by which it is looked up. */
export function flowsOf(agreement: Agreement): { from: string; to: string }[] {
  const pairs = new Map(agreement.clauses.map(({ from, to }) => [`${from} ${to.organisation}`, { from, to: to.organisation }]));
  return [...pairs.values()];
}

/**
 * What is wrong with an agreement in law, every fault at once; empty is good. Checks that each article,
 * paragraph, power and authority is listed in `law.ts` and switched on, that a condition which needs a paragraph of
 * DPA 2018 Sch. 1 names one (Art. 9(2)(b), (g), (h), (i), (j)) and no other does, that a paragraph which
 * needs an appropriate policy document names one, that the clauses are between its parties, each with an id of its own,
 * that what a clause says of readers and of parents can come into play, and that every party approved. Does not check
 * that the law named is the right one: that is for information governance.
 */
export function faultsOf(agreement: Agreement, settings: Settings): Fault[] {
  const faults: Fault[] = [];
  const parties = new Set(agreement.parties.map((party) => party.organisation));
  if (agreement.inForceUntil < agreement.inForceFrom) {
    faults.push({ pointer: '/inForceUntil', code: 'date-order', detail: 'must not be before inForceFrom' });
  }
  const approved = new Set(agreement.approvals.map((approval) => approval.organisation));
  for (const [index, party] of agreement.parties.entries()) {
    const pointer = `/parties/${index}/organisation`;
    if (!approved.has(party.organisation)) faults.push({ pointer, code: 'not-approved', detail: 'must have approved the agreement' });
  }
  const ids = agreement.clauses.map(({ id }) => id);
  agreement.clauses.forEach((clause, index) => {
    if (ids.indexOf(clause.id) < index) {
      const detail = 'must be unique in the agreement: decisions name clauses by it';
      faults.push({ pointer: `/clauses/${index}/id`, code: 'clause-repeated', detail });
    }
    const at = `/clauses/${index}`;
    faults.push(...lawFaults(clause, at, settings), ...readerFaults(clause, at));
    for (const [name, organisation] of [
      ['from', clause.from],
      ['to/organisation', clause.to.organisation],
    ] as const) {
      if (!parties.has(organisation))
        faults.push({ pointer: `${at}/${name}`, code: 'not-a-party', detail: 'must be a party to the agreement' });
    }
  });
  return faults;
}

function lawFaults(clause: Clause, at: string, settings: Settings): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, detail: string) => faults.push({ pointer: `${at}/${pointer}`, code, detail });
  const basis = lookUp(article6Bases, clause.article6.basis);
  if (!basis) fault('article6/basis', 'unknown-in-law', 'must be a basis of Art. 6(1) listed in policies/law.ts');
  else if ('setting' in basis && !settings[basis.setting])
    fault('article6/basis', 'setting-off', `needs the setting ${basis.setting}, which is off`);
  if (!lookUp(powers, clause.article6.power)) fault('article6/power', 'unknown-in-law', 'must be a power listed in policies/law.ts');
  if (clause.article9) {
    const condition = lookUp(article9Conditions, clause.article9.condition);
    if (!condition) fault('article9/condition', 'unknown-in-law', 'must be a condition of Art. 9(2) listed in policies/law.ts');
    else if (condition.needsSchedule1 !== (clause.article9.schedule1 !== undefined)) {
      fault(
        'article9/schedule1',
        'schedule-1',
        condition.needsSchedule1
          ? 'must name a paragraph of DPA 2018 Sch. 1'
          : 'must be left out: this condition needs no paragraph of Sch. 1',
      );
    }
    policyFaults(clause.article9, 'article9', fault);
  }
  if (clause.article10) policyFaults(clause.article10, 'article10', fault);
  if (clause.lawEnforcement && !lookUp(lawEnforcementAuthorities, clause.lawEnforcement.authority))
    fault('lawEnforcement/authority', 'unknown-in-law', 'must be an authority of DPA 2018 s.36(4) listed in policies/law.ts');
  clause.categories.forEach((category, index) => {
    if (category === 'administrative')
      fault(
        `categories/${index}`,
        'not-shareable',
        'must be left out: the codes of a referral go with its reference, and some guard people',
      );
  });
  const natures = new Set(clause.categories.map((category) => categories[category].nature));
  if (natures.has('special') && !clause.article9)
    fault('article9', 'condition-needed', 'must name a condition: the clause covers special category data');
  if (natures.has('offence') && !clause.article10)
    fault('article10', 'condition-needed', 'must name a condition: the clause covers criminal-offence data');
  return faults;
}

/** What a clause says of readers or parents that could never come into play: nobody can have meant it. */
function readerFaults({ readers, protectedReaders = [], parentalResponsibility, confidentiality }: Clause, at: string): Fault[] {
  const beyond = protectedReaders.flatMap((role, index): Fault[] =>
    !readers || readers.includes(role)
      ? []
      : [{ pointer: `${at}/protectedReaders/${index}`, code: 'not-a-reader', detail: 'must be one of the readers that the clause names' }],
  );
  if (!parentalResponsibility || confidentiality === 'explicit-permission') return beyond;
  const detail = 'must be left out: the clause asks nobody’s permission, so no parent answers';
  return [...beyond, { pointer: `${at}/parentalResponsibility`, code: 'nobody-asked', detail }];
}

function policyFaults(
  named: { schedule1?: number | undefined; policyDocument?: string | undefined },
  article: string,
  fault: (pointer: string, code: string, detail: string) => void,
): void {
  if (named.schedule1 === undefined) return;
  const paragraph = lookUp(schedule1, String(named.schedule1));
  if (!paragraph) fault(`${article}/schedule1`, 'unknown-in-law', 'must be a paragraph of DPA 2018 Sch. 1 listed in policies/law.ts');
  else if (paragraph.policy && !named.policyDocument)
    fault(`${article}/policyDocument`, 'policy-document', 'must name the appropriate policy document that the paragraph requires');
}

function lookUp<T extends object>(table: T, key: string): T[keyof T] | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof T] : undefined;
}
