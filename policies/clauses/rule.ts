import type { Clause } from '../../contracts/agreement.ts';
import type { Category } from '../../contracts/categories.ts';
import type { Purpose, Role, TeamKind } from '../../contracts/vocabulary.ts';
import type { ConsentRecord } from '../consent.ts';

/** A clause of an agreement, with where it was read: the agreement's stream and sequence. */
export interface ClauseInForce {
  readonly agreement: string;
  readonly version: number;
  readonly title: string;
  readonly inForceFrom: string;
  readonly inForceUntil: string;
  readonly clause: Clause;
}

/** Who would receive: a team, or an organisation itself (then no `team` and no `kind`). */
export interface Recipient {
  readonly organisation: string;
  readonly team?: string | undefined;
  readonly kind?: TeamKind | undefined;
  /** The role of the user who would read it. {@link anyReader}: nobody reads it now, it is asked whether anyone there may. */
  readonly reader?: string | undefined;
}

/** Stands for whichever user of a team may read most: asked when a case is routed by reference, never when it is shown. */
export const anyReader = '*';

/** Whose facts are asked about: one person, or `shared` for text in which several are told of. */
export interface Owner {
  readonly key: string;
  readonly role: Role | 'shared';
  /** What each person concerned has said; for `shared`, one list for each person told of. */
  readonly consents: readonly (readonly ConsentRecord[])[];
  /** The date of birth of each person concerned, where known, in the order of `consents`. */
  readonly birthDates?: readonly (string | undefined)[] | undefined;
  /** The part each person concerned plays, in the order of `consents`; left out, it is the owner’s own. */
  readonly roles?: readonly Role[] | undefined;
  /** Whether each person concerned was told that a team may make contact, in the order of `consents`. */
  readonly told?: readonly (boolean | undefined)[] | undefined;
  /** Whether any of them is protected: hidden from all but the roles a clause names. */
  readonly isProtected?: boolean | undefined;
}

/** What is asked of an owner whatever kind of information it is: may theirs go to this recipient under this clause, today? */
export interface OwnerInquiry {
  /** The day in the United Kingdom, `YYYY-MM-DD`. */
  readonly today: string;
  readonly from: string;
  readonly to: Recipient;
  readonly purpose: Purpose;
  readonly owner: Owner;
  /** The organisation it first came from, where another discloses it now. */
  readonly origin?: string | undefined;
  /** Something marks domestic abuse, and nobody trained has said that the people may be seen together. */
  readonly keptApart?: boolean | undefined;
  /** Someone of whom an offence is alleged is named: whoever answered for another may be them. */
  readonly offenderNamed?: boolean | undefined;
  readonly clause: ClauseInForce;
}

/** One question put to every rule: may this kind of information, of this owner, go to this recipient under this clause, today? */
export interface Inquiry extends OwnerInquiry {
  readonly category: Category;
  /** Set for what was collected for law enforcement. */
  readonly collected?: 'law-enforcement' | undefined;
}

/** Which of the four facts of a flow a rule looks at; `scope` is what the agreement covers at all. */
export type FactOfFlow = 'scope' | 'basis' | 'power' | 'confidentiality' | 'engagement';

/**
 * What a rule found against sharing. `withhold`: asking would not change it. `hold`: it might, and `ask`
 * says what. `refuse`: the person said no.
 */
export interface Objection {
  readonly outcome: 'withhold' | 'hold' | 'refuse';
  readonly code: string;
  readonly sentence: string;
  readonly ask?: Ask;
}

/** What a rule relied on to let sharing through. `validUntil` is the last day it holds. */
export interface Support {
  readonly outcome: 'permit';
  /** One for each person whose permission it is. */
  readonly consents?: readonly { readonly id: string; readonly provision: string }[];
  readonly validUntil?: string | undefined;
  /** The last day by an agreement or by what someone said, and not by how old anyone is: it tells nobody’s date of birth. */
  readonly toldUntil?: string | undefined;
}

/** What to ask of a person: a sentence; or whether someone may know a kind of information, asked of several kinds at once. */
export type Ask = string | AskToShare;

/** Whether a recipient may know a kind of information for a purpose: for the first time, or beside what was agreed. */
export interface AskToShare {
  readonly isMore: boolean;
  readonly to: Recipient;
  readonly purpose: Purpose;
  readonly category: Category;
}

/** What a rule says: what is against it, what it relied on, or nothing. */
export type Finding = Objection | Support | undefined;

/** Says which findings are objections. */
export const objects = (finding: Finding): finding is Objection => finding !== undefined && finding.outcome !== 'permit';

/** The earlier of two days, where either may be none. */
export const earliest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

interface Described {
  readonly id: string;
  readonly fact: FactOfFlow;
  readonly sentence: string;
  readonly examples: { readonly permit: readonly Inquiry[]; readonly deny: readonly Inquiry[] };
}

/** A rule that does not look at the kind of information: what it finds holds for every kind of an owner under a clause. */
export interface RuleOfOwner extends Described {
  readonly looksAt: 'owner';
  readonly test: (inquiry: OwnerInquiry) => Finding;
}

/** A rule that is asked of each kind of information by itself. */
export interface RuleOfKind extends Described {
  readonly looksAt: 'kind';
  readonly test: (inquiry: Inquiry) => Finding;
}

/** A rule: an id, the sentence an IG lead reads, what it looks at, the test, and examples on both sides which are run. */
export type Rule = RuleOfOwner | RuleOfKind;
