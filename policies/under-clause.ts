import { rules } from './clauses/index.ts';
import { type Ask, earliest, type Finding, type Inquiry, type Objection, type OwnerInquiry } from './clauses/rule.ts';
import type { Kind, Ruling } from './decide.ts';

/** One owner under one clause: what holds for every kind of information of theirs, found once. */
export interface Ground {
  readonly inquiry: OwnerInquiry;
  /** What each rule that looks at the owner found, in the place of the rule. */
  readonly findings: readonly Finding[];
  readonly agreement: NonNullable<Ruling['agreement']>;
  /** What is said of a permit, the same for each kind. */
  readonly permitted: string;
}

/** Asks every rule that does not look at the kind of information. */
export function groundOf(inquiry: OwnerInquiry): Ground {
  const { agreement: id, version, title, clause } = inquiry.clause;
  const findings = rules.map((rule) => (rule.looksAt === 'owner' ? rule.test(inquiry) : undefined));
  const permitted = `Shared under “${title}”, version ${version}, clause ${clause.id}.`;
  return { inquiry, findings, agreement: { id, version, clause: clause.id }, permitted };
}

const severity = { withhold: 3, refuse: 2, hold: 1 } as const;

/**
 * The ruling on one kind of information under one clause: the gravest objection of any rule, the first among equals; or a
 * permit, with all that the rules relied on. No rule is asked after one that withholds, for nothing is graver.
 */
export function rulingUnder(
  { inquiry: of, findings, agreement, permitted: sentence }: Ground,
  { owner, category, collected }: Kind,
): Ruling {
  const inquiry = inquiryOf(of, category, collected);
  const asks: Ask[] = [];
  let worst: Objection | undefined;
  let consents: NonNullable<Ruling['consents']> = [];
  let validUntil: string | undefined;
  let toldUntil: string | undefined;
  let place = 0;
  for (const rule of rules) {
    const finding = rule.looksAt === 'kind' ? rule.test(inquiry) : findings[place];
    place += 1;
    if (!finding) continue;
    if (finding.outcome === 'permit') {
      if (finding.consents) consents = consents.length === 0 ? finding.consents : [...consents, ...finding.consents];
      validUntil = earliest(validUntil, finding.validUntil);
      toldUntil = earliest(toldUntil, finding.toldUntil);
      continue;
    }
    if (finding.ask) asks.push(finding.ask);
    if (!worst || severity[finding.outcome] > severity[worst.outcome]) worst = finding;
    if (worst.outcome === 'withhold') break;
  }
  if (worst) {
    const { outcome, code } = worst;
    const asked = outcome === 'hold' ? asks : undefined;
    return { owner, category, collected, outcome, code, sentence: worst.sentence, asks: asked, agreement };
  }
  return { owner, category, collected, outcome: 'permit', code: 'agreement', sentence, agreement, consents, validUntil, toldUntil };
}

/** Spelt out, not copied: there is one for each kind of information and clause, and copies were most of a decision’s time. */
const inquiryOf = (of: OwnerInquiry, category: Kind['category'], collected: Kind['collected']): Inquiry => ({
  today: of.today,
  from: of.from,
  to: of.to,
  purpose: of.purpose,
  owner: of.owner,
  category,
  collected,
  origin: of.origin,
  keptApart: of.keptApart,
  offenderNamed: of.offenderNamed,
  clause: of.clause,
});
