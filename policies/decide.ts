import type { Category } from '../contracts/categories.ts';
import type { Purpose } from '../contracts/vocabulary.ts';
import { type Ask, type ClauseInForce, earliest, type Owner, type Recipient } from './clauses/rule.ts';
import { type Duty, safetyDuty } from './law.ts';
import { type Ground, groundOf, rulingUnder } from './under-clause.ts';

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
  const groundsOf = groundsIn(question);
  const rulings = withWarnings(
    question,
    question.asked.map((kind) => ruling(question, groundsOf, kind)),
  );
  const agreements: { id: string; version: number }[] = [];
  let validUntil: string | undefined;
  for (const { outcome, agreement, validUntil: until } of rulings) {
    if (outcome !== 'permit') continue;
    if (agreement && !agreements.some(({ id }) => id === agreement.id)) agreements.push({ id: agreement.id, version: agreement.version });
    validUntil = earliest(validUntil, until);
  }
  return {
    evaluator,
    today: question.today,
    to: question.to,
    rulings,
    agreements,
    validUntil,
  };
}

/** An owner under each clause that speaks to the question; nothing for someone who is not among its owners. */
type Grounds = (owner: string) => readonly Ground[] | undefined;

/** Finds the grounds of each owner once, when they are first asked about. */
function groundsIn(question: Question): Grounds {
  const { today, from, to, purpose, origin, keptApart, owners } = question;
  const clauses = question.clauses.filter((clause) => speaksTo(clause, question));
  const offenderNamed = owners.some(({ role }) => role === 'alleged-offender');
  const known = new Map<string, readonly Ground[]>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const owner = owners.findLast((each) => each.key === key);
    if (!owner) return undefined;
    const grounds = clauses.map((clause) => groundOf({ today, from, to, purpose, owner, origin, keptApart, offenderNamed, clause }));
    known.set(key, grounds);
    return grounds;
  };
}

function speaksTo({ clause }: ClauseInForce, { from, to, purpose }: Question): boolean {
  if (clause.from !== from || clause.to.organisation !== to.organisation || clause.purpose !== purpose) return false;
  return clause.to.teamKinds ? to.kind !== undefined && clause.to.teamKinds.includes(to.kind) : to.kind === undefined;
}

function ruling(question: Question, groundsOf: Grounds, about: Kind): Ruling {
  const duty = dutyFor(question, about.owner, about.category);
  if (duty) return { ...about, outcome: 'permit', code: duty.id, sentence: duty.sentence, duty: duty.id };
  const grounds = groundsOf(about.owner);
  if (!grounds) return { ...about, outcome: 'withhold', code: 'nobody-known', sentence: 'It is not known whose information this is.' };
  let first: Ruling | undefined;
  let standing = Number.POSITIVE_INFINITY;
  for (const ground of grounds) {
    const found = rulingUnder(ground, about);
    const its = standingOf(found, ground);
    if (its >= standing) continue;
    first = found;
    standing = its;
  }
  return first ?? { ...about, outcome: 'withhold', code: 'no-agreement', sentence: 'No agreement covers sharing this with the recipient.' };
}

const standings = { refuse: 1, permit: 2, hold: 3, withhold: 4 } as const;

/** Which ruling of several clauses stands, the lowest first: that a clause excludes this, a no, a permit, what may be asked, why not. */
function standingOf({ outcome, code, category }: Ruling, { inquiry: { clause } }: Ground): number {
  if (code !== 'category-not-in-agreement') return standings[outcome];
  return clause.clause.exclusions.includes(category) ? 0 : 5;
}

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
