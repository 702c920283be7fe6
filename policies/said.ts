import type { ConsentStatement } from '../contracts/consent.ts';
import type { Purpose } from '../contracts/vocabulary.ts';
import { type ConsentRecord, type Provision, reachOf, recordOf } from './consent.ts';

/** That someone withdrew an answer they had given to an organisation for a purpose: when, and the day in the United Kingdom. */
export interface Withdrawal {
  readonly consentId: string;
  readonly at: string;
  readonly on: string;
}

/** What someone said apart from the referral in hand: recorded by itself, or a refusal in an earlier referral. */
export interface Recorded {
  readonly id: string;
  readonly statement: ConsentStatement;
  /** The referrer whose flow it is about. */
  readonly organisation: string;
  readonly purpose: Purpose | undefined;
  /** The team that recorded it, if one did. */
  readonly team: string | undefined;
  /** The case it was said about; left out, it was said in general. */
  readonly caseId: string | undefined;
  readonly at: string;
  readonly on: string;
}

/** All that one person has said that may bear on a referral. */
export interface PersonSaid {
  /** Withdrawals of answers to the same organisation for the same purpose, and of what was recorded. */
  readonly withdrawals: readonly Withdrawal[];
  readonly recorded: readonly Recorded[];
  /** When someone who may be the same person said no. */
  readonly doubts: readonly string[];
}

/** What each person of a referral has said, by their key; and when the referral came in. */
export interface Said {
  readonly receivedAt: string;
  readonly of: ReadonlyMap<string, PersonSaid>;
}

/** The flow that records are read for: one referral, from one organisation, for one purpose. */
export interface Flow {
  readonly caseId: string;
  readonly organisation: string;
  readonly purpose: Purpose;
  readonly receivedAt: string;
}

/** A record with where it stands in time. `isOwn`: it speaks to this flow whole, not only to say no. */
interface Candidate {
  readonly record: ConsentRecord;
  readonly at: string;
  readonly on: string | undefined;
  readonly isOwn: boolean;
}

const nothing: PersonSaid = { withdrawals: [], recorded: [], doubts: [] };

/**
 * The records of one person that count for a flow: what they said in the referral, and what was recorded of them.
 *
 * - A yes counts for the case it was said about, or in general for what the organisation that recorded it sends.
 * - A no counts there, for that organisation’s other referrals for the same purpose, and anywhere it names a recipient. It
 *   reaches as far as it says, and where it says nothing, everything.
 * - A later yes lifts a no as far as the yes reaches; two yeses add up.
 * - Taking back what a referral says voids all that was said in its flow before; taking back what was recorded by itself,
 *   what that reached. A no within a yes outlives it: to take back what one said never shares more.
 * - A yes is doubted if someone who may be the same person said no, until it is said again about this case.
 *
 * Does not look at dates of validity, at age or at who answered: the rule that reads the records does.
 */
export function recordsThatCount(
  statement: ConsentStatement | undefined,
  id: string,
  flow: Flow,
  { withdrawals, recorded, doubts }: PersonSaid = nothing,
): ConsentRecord[] {
  const inReferral = statement ? [fromReferral(statement, id, flow, withdrawals)] : [];
  const apart = recorded.flatMap((each) => fromRecorded(each, flow, withdrawals));
  const candidates = [...inReferral, ...apart];
  const yeses = candidates.filter(({ record, isOwn }) => isOwn && record.status === 'given');
  return candidates.map((candidate) => {
    const { record, at, isOwn } = candidate;
    const { refuses } = record;
    if (refuses) return { ...record, refuses: { ...refuses, provisions: liftedBy(yeses.filter((yes) => isLater(yes, candidate))) } };
    const isAnswer = isOwn && recorded.some((each) => each.id === record.id && each.caseId === flow.caseId);
    return doubts.some((doubt) => !isAnswer || at <= doubt) ? { ...record, isDoubted: true } : record;
  });
}

const liftedBy = (yeses: readonly Candidate[]): Provision[] => yeses.flatMap(({ record }) => record.provisions);

/** Whether a yes was said after a no: the hub learned of it later, and it says that it was given on the same day or later. */
const isLater = (yes: Candidate, no: Candidate): boolean =>
  yes.at > no.at && yes.on !== undefined && yes.on >= (no.on ?? no.at.slice(0, 10));

/** A consent inside a referral is named by its case and its person. */
const isInReferral = ({ consentId }: Withdrawal): boolean => consentId.includes('.');

/** When the last of them was. */
const lastOf = (withdrawals: readonly Withdrawal[]): string | undefined =>
  withdrawals.reduce<string | undefined>((last, { at }) => (last === undefined || at > last ? at : last), undefined);

function fromReferral(statement: ConsentStatement, id: string, flow: Flow, withdrawals: readonly Withdrawal[]): Candidate {
  const record = recordOf(id, statement, flow.organisation);
  const { receivedAt: at } = flow;
  const voids = withdrawals.filter(
    (each) => isInReferral(each) && (each.consentId === id || at <= each.at || record.givenOn === undefined || record.givenOn < each.on),
  );
  const last = lastOf(voids);
  return last === undefined ? { record, at, on: record.givenOn, isOwn: true } : withdrawn(record, last, everything);
}

/** A yes that was taken back is a no to what that reaches. */
const withdrawn = (record: ConsentRecord, at: string, refuses: Provision): Candidate => ({
  record: { ...record, status: 'withdrawn', refuses },
  at,
  on: undefined,
  isOwn: true,
});
const everything: Provision = { id: 'withdrawal', answer: 'deny', provisions: [] };

function fromRecorded(each: Recorded, flow: Flow, withdrawals: readonly Withdrawal[]): Candidate[] {
  const { id, statement, organisation, purpose, caseId, at, on } = each;
  const taken = lastOf(withdrawals.filter(({ consentId }) => consentId === id));
  // A refusal that was taken back says nothing any more.
  if (taken !== undefined && statement.answer !== 'given') return [];
  const record = recordOf(id, statement, flow.organisation);
  const isSameSender = organisation === flow.organisation;
  const isOwn = caseId === flow.caseId || (caseId === undefined && isSameSender);
  const isSameFlow = isSameSender && (purpose === undefined || purpose === flow.purpose);
  if (!isOwn && !(isSameFlow && record.status === 'refused')) {
    const denials = denialsIn(record, !isSameFlow);
    if (denials.length === 0) return [];
    if (taken !== undefined) return denials.map((no) => withdrawn({ ...record, engagement: 'not-asked' }, taken, no));
    return [
      { record: { ...record, status: 'given', refuses: undefined, engagement: 'not-asked', provisions: denials }, at, on, isOwn: false },
    ];
  }
  if (record.status !== 'given') return [{ record, at, on: record.givenOn ?? on, isOwn }];
  if (taken !== undefined) return [reachOf(statement), ...denialsIn(record, false)].map((no) => withdrawn(record, taken, no));
  const voids = withdrawals.filter((other) => isInReferral(other) && (other.at > at || (record.givenOn ?? on) < other.on));
  const last = lastOf(voids);
  return [last === undefined ? { record, at, on: record.givenOn ?? on, isOwn } : withdrawn(record, last, everything)];
}

/** The parts of a record that say no, as provisions of their own; with `named`, only those that name whom. */
function denialsIn({ refuses, provisions }: ConsentRecord, named: boolean): Provision[] {
  const denials = [...(refuses ? [refuses] : []), ...provisions.filter(({ answer }) => answer === 'deny')];
  return named ? denials.filter((denial) => denial.recipients !== undefined) : denials;
}
