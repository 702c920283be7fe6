import type { Category } from '../contracts/categories.ts';
import type { Purpose } from '../contracts/vocabulary.ts';
import { rules } from './clauses/index.ts';
import {
  type Ask,
  type ClauseInForce,
  type Inquiry,
  type Objection,
  type Owner,
  objects,
  type Recipient,
  type Support,
} from './clauses/rule.ts';
import { type Duty, safetyDuty } from './law.ts';

/** Changes whenever the same facts could get another answer, so that an old decision can be replayed. */
const evaluator = '2';

/** A kind of information of one owner. What was collected for law enforcement is a kind of its own. */
export interface Kind {
  readonly owner: string;
  readonly category: Category;
  readonly collected?: 'law-enforcement' | undefined;
}

/** A name for a kind, the same for the same. */
export const kindName = ({ owner, category, collected }: Kind): string => `${owner} ${category} ${collected ?? ''}`;

/** What is asked: may these kinds of information, of these people, go from one organisation to this recipient, today? */
export interface Question {
  /** The day in the United Kingdom, `YYYY-MM-DD`. */
  readonly today: string;
  readonly from: string;
  readonly to: Recipient;
  readonly purpose: Purpose;
  readonly owners: readonly Owner[];
  readonly asked: readonly Kind[];
  /** The organisation it first came from, where that is not `from`: what bars that one bars everyone after it. */
  readonly origin?: string | undefined;
  /** Something marks domestic abuse, and nobody trained has said that the people may be seen together. */
  readonly keptApart?: boolean | undefined;
  /** The recipient took the case on, and may visit whatever has been withdrawn since. */
  readonly isTakenOn?: boolean | undefined;
  /** The clauses between the two organisations, looked up by both; this function narrows them by team and purpose. */
  readonly clauses: readonly ClauseInForce[];
  /** A statutory duty to pass on suspected harm about one owner, to a team that holds it. It needs no clause and nothing below can block it. */
  readonly duty?: { readonly owner: string | undefined; readonly duty: Duty } | undefined;
}

/** The answer for one owner and one kind of information. */
export interface Ruling extends Kind {
  readonly outcome: 'permit' | 'withhold' | 'hold' | 'refuse';
  /** The rule or duty that gave the answer. */
  readonly code: string;
  readonly sentence: string;
  /** For a hold: everything to be asked of the person before it may go, not the first thing only. */
  readonly asks?: readonly Ask[] | undefined;
  readonly agreement?: { readonly id: string; readonly version: number; readonly clause: string } | undefined;
  readonly consents?: readonly { readonly id: string; readonly provision: string }[] | undefined;
  readonly duty?: string | undefined;
  /** The last day it holds, `YYYY-MM-DD`. */
  readonly validUntil?: string | undefined;
  /** The same but for the day before a child is 16: what may be told to whoever may not know their date of birth. */
  readonly toldUntil?: string | undefined;
}

/** Every ruling, and what they rest on. A permit holds to the end of `validUntil`, UK time. */
export interface Decision {
  readonly evaluator: string;
  readonly today: string;
  readonly to: Recipient;
  readonly rulings: readonly Ruling[];
  readonly agreements: readonly { readonly id: string; readonly version: number }[];
  readonly validUntil: string | undefined;
}

/**
 * Decides, fact by fact. Pure: no clock, no client. Denies by default: a kind of information is permitted
 * only where some clause passes every rule, or a statutory duty requires it; an exclusion or the person’s
 * refusal under any clause beats a permit under another. Does not check that `owners` are who they are said
 * to be, nor that `clauses` are all there are: the store proves that when the disclosure is committed.
 */
export function decide(question: Question): Decision {
  const clauses = question.clauses.filter((clause) => speaksTo(clause, question));
  const owners = new Map(question.owners.map((owner) => [owner.key, owner]));
  const asking: Asking = { ...question, offenderNamed: question.owners.some(({ role }) => role === 'alleged-offender') };
  const answered = question.asked.map((kind) => ruling(asking, clauses, owners.get(kind.owner), kind));
  const rulings = withWarnings(question, answered);
  const agreements = new Map<string, number>();
  let validUntil: string | undefined;
  for (const each of rulings) {
    if (each.outcome !== 'permit') continue;
    if (each.agreement) agreements.set(each.agreement.id, each.agreement.version);
    validUntil = earliest(validUntil, each.validUntil);
  }
  return {
    evaluator,
    today: question.today,
    to: question.to,
    rulings,
    agreements: [...agreements].map(([id, version]) => ({ id, version })),
    validUntil,
  };
}

/** A question, with what each inquiry needs to know of everyone in it. */
type Asking = Question & Pick<Inquiry, 'offenderNamed'>;

function speaksTo({ clause }: ClauseInForce, { from, to, purpose }: Question): boolean {
  if (clause.from !== from || clause.to.organisation !== to.organisation || clause.purpose !== purpose) return false;
  return clause.to.teamKinds ? to.kind !== undefined && clause.to.teamKinds.includes(to.kind) : to.kind === undefined;
}

function ruling(question: Asking, clauses: readonly ClauseInForce[], owner: Owner | undefined, about: Kind): Ruling {
  const duty = dutyFor(question, about.owner, about.category);
  if (duty) return { ...about, outcome: 'permit', code: duty.id, sentence: duty.sentence, duty: duty.id };
  if (!owner) return { ...about, outcome: 'withhold', code: 'nobody-known', sentence: 'It is not known whose information this is.' };
  const answers = clauses.map((clause) => underOneClause(inquiryOf(question, owner, about, clause)));
  const answer =
    answers.find(({ excluded, verdict }) => verdict.code === 'category-not-in-agreement' && excluded) ??
    answers.find(({ verdict }) => verdict.outcome === 'refuse') ??
    answers.find(({ verdict }) => verdict.outcome === 'permit') ??
    answers.find(({ verdict }) => verdict.outcome === 'hold') ??
    answers.find(({ verdict }) => verdict.code !== 'category-not-in-agreement') ??
    answers[0];
  if (!answer)
    return { ...about, outcome: 'withhold', code: 'no-agreement', sentence: 'No agreement covers sharing this with the recipient.' };
  return { ...about, ...answer.verdict };
}

/** Spelt out, not copied from the question: there is one for each kind of information and clause, and copies were most of a decision’s time. */
const inquiryOf = (asking: Asking, owner: Owner, { category, collected }: Kind, clause: ClauseInForce): Inquiry => ({
  today: asking.today,
  from: asking.from,
  to: asking.to,
  purpose: asking.purpose,
  owner,
  category,
  collected,
  origin: asking.origin,
  keptApart: asking.keptApart,
  offenderNamed: asking.offenderNamed,
  clause,
});

/**
 * The duty that requires this to be passed on, if the recipient holds it: what it names, of the person at risk. Of
 * whoever else the referral is about, only who referred them; and where the person at risk is not named, how to find
 * the household.
 */
function dutyFor({ duty: asked, to, owners }: Question, owner: string, category: Category): Duty | undefined {
  if (!asked || asked.duty.teamKind !== to.kind || !asked.duty.categories.includes(category)) return undefined;
  if (asked.owner === owner) return asked.duty;
  const isSubject = owners.some(({ key, role }) => key === owner && role === 'subject');
  const isNamed = owners.some(({ key }) => key === asked.owner);
  const ofTheSubject: readonly Category[] = isNamed ? ['referrer'] : ['referrer', 'contact', 'safeguarding'];
  return isSubject && ofTheSubject.includes(category) ? asked.duty : undefined;
}

/**
 * Whoever may visit someone is warned of what a visitor must know to be safe, where no clause lets them be. It follows
 * the rest: a team may visit if it may know how to reach them, or took the case on. So it sends nothing anywhere by itself.
 */
function withWarnings({ to, owners, isTakenOn }: Question, rulings: Ruling[]): Ruling[] {
  if (!to.kind || !safetyDuty.teamKinds.includes(to.kind)) return rulings;
  if (!rulings.some(({ category }) => category === safetyDuty.category)) return rulings;
  const reachable = new Set(
    rulings.flatMap(({ owner, category, outcome }) => (category === 'contact' && outcome === 'permit' ? [owner] : [])),
  );
  const visited = new Set(owners.flatMap(({ key, role }) => (role === 'subject' && (isTakenOn || reachable.has(key)) ? [key] : [])));
  const { id, category: warning, sentence } = safetyDuty;
  return rulings.map((each): Ruling => {
    const { owner, category, collected, outcome } = each;
    if (outcome === 'permit' || category !== warning || !visited.has(owner)) return each;
    return { owner, category, ...(collected ? { collected } : {}), outcome: 'permit', code: id, sentence, duty: id };
  });
}

interface UnderOneClause {
  readonly verdict: Omit<Ruling, keyof Kind>;
  /** Whether the clause names this kind of information as one it never covers. */
  readonly excluded: boolean;
}
const severity = { withhold: 3, refuse: 2, hold: 1 } as const;

function underOneClause(inquiry: Inquiry): UnderOneClause {
  const { agreement: id, version, title, clause } = inquiry.clause;
  const agreement = { id, version, clause: clause.id };
  const excluded = clause.exclusions.includes(inquiry.category);
  const supports: Support[] = [];
  const asks: Ask[] = [];
  let worst: Objection | undefined;
  for (const rule of rules) {
    const finding = rule.test(inquiry);
    if (!finding) continue;
    if (!objects(finding)) {
      supports.push(finding);
      continue;
    }
    if (finding.ask) asks.push(finding.ask);
    if (!worst || severity[finding.outcome] > severity[worst.outcome]) worst = finding;
  }
  if (worst) {
    const { outcome, code, sentence } = worst;
    return {
      excluded,
      verdict: outcome === 'hold' ? { agreement, outcome, code, sentence, asks } : { agreement, outcome, code, sentence },
    };
  }
  const verdict: UnderOneClause['verdict'] = {
    agreement,
    outcome: 'permit',
    code: 'agreement',
    sentence: `Shared under “${title}”, version ${version}, clause ${clause.id}.`,
    consents: supports.flatMap((support) => support.consents ?? []),
    validUntil: supports.reduce<string | undefined>((day, support) => earliest(day, support.validUntil), undefined),
    toldUntil: supports.reduce<string | undefined>((day, support) => earliest(day, support.toldUntil), undefined),
  };
  return { excluded, verdict };
}

/** The earlier of two days, where either may be none. */
export const earliest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
