import type { Category } from '../contracts/categories.ts';
import type { ConsentStatement } from '../contracts/consent.ts';
import type { Purpose } from '../contracts/vocabulary.ts';

/** One provision of a consent record: in its scope it answers, and a nested one replaces its answer in a narrower scope. */
export interface Provision {
  readonly id: string;
  readonly answer: 'permit' | 'deny';
  /** Left out: whatever the parent covers. */
  readonly recipients?: readonly string[] | undefined;
  readonly purposes?: readonly Purpose[] | undefined;
  readonly categories?: readonly Category[] | undefined;
  readonly provisions: readonly Provision[];
}

/** What one person has said about sharing, as the decision reads it. */
export interface ConsentRecord {
  readonly id: string;
  readonly status: 'given' | 'refused' | 'not-asked' | 'withdrawn';
  readonly givenOn?: string | undefined;
  readonly until?: string | undefined;
  readonly givenBy: ConsentStatement['givenBy'];
  /** Where someone answered for another: whether evidence of their authority was seen. Left out, they only claim it. */
  readonly authority?: ConsentStatement['authority'];
  readonly pressureSuspected: boolean;
  /** Someone who may be the same person said no: a yes is asked again. */
  readonly isDoubted?: boolean | undefined;
  readonly competenceAssessed?: boolean | undefined;
  readonly engagement: ConsentStatement['engagement'];
  readonly provisions: readonly Provision[];
  /** For a no, or a yes that was taken back: what it reaches; a later yes is nested in it. Left out, everything. */
  readonly refuses?: Provision | undefined;
}

/**
 * The statement inside a referral as a consent record. What it does not name it does not permit: a bare
 * "given" has a provision that covers nothing, so it lets a team ask and no more.
 */
export function recordOf(id: string, statement: ConsentStatement, referrer: string): ConsentRecord {
  const sharing: Provision = {
    id: 'sharing',
    answer: 'permit',
    recipients: statement.recipients,
    purposes: statement.purposes,
    categories: statement.categories,
    provisions: statement.exceptions.map((exception, index) => ({
      id: `exception-${index + 1}`,
      answer: exception.answer,
      recipients: exception.recipients,
      purposes: exception.purposes,
      categories: exception.categories,
      provisions: [],
    })),
  };
  const feedback: Provision = {
    id: 'feedback',
    answer: 'permit',
    recipients: [referrer],
    purposes: ['feedback'],
    categories: ['progress'],
    provisions: [],
  };
  // What the person ruled out, they ruled out whether or not the rest reaches that far: beside it, as well as in it.
  const denials = sharing.provisions.filter(({ answer }) => answer === 'deny');
  return {
    id,
    status: statement.answer,
    refuses: statement.answer === 'refused' ? reachOf(statement) : undefined,
    givenOn: statement.givenOn,
    until: statement.until,
    givenBy: statement.givenBy,
    authority: statement.authority,
    pressureSuspected: statement.pressureSuspected,
    competenceAssessed: statement.competenceAssessed,
    engagement: statement.engagement,
    provisions: [sharing, ...denials, ...(statement.feedback ? [feedback] : [])],
  };
}

/** What a statement reaches when it is a no: as far as it says, and where it says nothing, everything. */
export function reachOf({ recipients, purposes, categories }: ConsentStatement): Provision {
  return {
    id: 'refusal',
    answer: 'deny',
    recipients: some(recipients),
    purposes: some(purposes),
    categories: some(categories),
    provisions: [],
  };
}

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** What a disclosure is to be checked against: any of the recipient's names may be the one the person used. */
export interface Scope {
  readonly recipients: readonly string[];
  readonly purpose: Purpose;
  readonly category: Category;
}

/** The answer of a record for one scope, with the provision that gave it. `silent`: nothing in it speaks to this. */
export interface ConsentAnswer {
  readonly answer: 'permit' | 'deny' | 'silent';
  readonly provision?: string;
}

/**
 * Reads a tree of provisions. Among siblings deny beats permit whatever their order; a nested provision
 * replaces its parent's answer in its own scope. Does not look at dates, status or who answered.
 */
export function answerOf(provisions: readonly Provision[], scope: Scope): ConsentAnswer {
  let permit: ConsentAnswer | undefined;
  for (const provision of provisions) {
    if (!covers(provision, scope)) continue;
    const nested = answerOf(provision.provisions, scope);
    const answer = nested.answer === 'silent' ? { answer: provision.answer, provision: provision.id } : nested;
    if (answer.answer === 'deny') return answer;
    permit ??= answer;
  }
  return permit ?? { answer: 'silent' };
}

function covers(provision: Provision, scope: Scope): boolean {
  return (
    (!provision.recipients || provision.recipients.some((name) => scope.recipients.includes(name))) &&
    (!provision.purposes || provision.purposes.includes(scope.purpose)) &&
    (!provision.categories || provision.categories.includes(scope.category))
  );
}
