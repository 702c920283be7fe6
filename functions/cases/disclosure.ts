import type { Category } from '../../contracts/categories.ts';
import type { Event, EventData } from '../../contracts/events.ts';
import type { Referral } from '../../contracts/referral.ts';
import type { Purpose } from '../../contracts/vocabulary.ts';
import type { Owner, Recipient } from '../../policies/clauses/rule.ts';
import { type Decision, decide, type Kind } from '../../policies/decide.ts';
import { duties } from '../../policies/law.ts';
import { isKeptApart, ownersOf } from '../../policies/minimise.ts';
import type { Said } from '../../policies/said.ts';
import { type Between, type Book, restsOn } from '../agreements/book.ts';
import { saidOf } from '../consents/said.ts';
import { actorOf, type Caller } from '../edge/caller.ts';
import { type Result, refuse } from '../edge/result.ts';
import { ukDate } from '../edge/time.ts';
import type { Runtime } from '../runtime.ts';
import { chain } from '../store/commit.ts';
import { type Attempt, untilSettled } from '../store/contention.ts';
import { streams } from '../store/streams.ts';
import { type CaseState, statutoryDuty } from './case.ts';
import { type Circumstances, circumstancesOf, flowOf } from './circumstances.ts';
import { coded } from './coded.ts';
import { openCase } from './content.ts';

export type DisclosureParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'clock' | 'ids'>;

/** What a disclosure is decided on, all of it read just now. */
export interface Facts {
  readonly circumstances: Circumstances;
  readonly referral: Referral | undefined;
  readonly reply: unknown;
  readonly owners: readonly Owner[];
  /** What its people have said apart from the referral. */
  readonly said: Said;
  readonly between: Between;
  readonly today: string;
}

/** One kind of disclosure: to whom, of what, and what it looks like once it is permitted. */
export interface Disclosing<View> {
  /** Who would receive it, or nothing if the case is not theirs to see. */
  readonly recipient: (facts: Circumstances) => Recipient | undefined;
  /** From which organisation to which: the agreements that are looked up. */
  readonly from: (facts: Circumstances) => string;
  readonly purpose: (facts: Circumstances) => Purpose;
  readonly asked: (facts: Facts) => readonly Kind[];
  /** What would leave the hub under a decision: its facts are counted in the commit, by owner and kind. */
  readonly view: (facts: Facts, decision: Decision) => Shown<View> | Promise<Shown<View>>;
}

/** A view, and the facts that leave the hub in it. */
interface Shown<View> {
  readonly view: View;
  readonly facts: readonly { owner: string; category: Category }[];
}

/**
 * Discloses: reads everything afresh, decides, commits what would be shown while proving that nothing it rests
 * on has moved (the case, each person, each agreement used, the recipient’s register), and only then gives the
 * view. What moved is decided again, five times, then `busy`. `not-found` if the case is absent or not theirs.
 */
export function disclose<View>(
  caseId: string,
  caller: Caller,
  what: Disclosing<View>,
  book: Book,
  parts: DisclosureParts,
): Promise<Result<View>> {
  return untilSettled(async (attempt): Promise<Attempt<View>> => {
    const circumstances = await circumstancesOf(caseId, parts.store);
    const recipient = circumstances && what.recipient(circumstances);
    if (!circumstances || !recipient || recipient.organisation !== caller.organisation) return refuse('not-found');
    const from = what.from(circumstances);
    const between = await book.between(from, recipient.organisation, attempt > 0);
    const { referral, reply } = await openCase(circumstances.first, parts);
    const said = await saidOf(circumstances.answers, flowOf(circumstances.state), parts);
    const { received } = circumstances.state;
    const owners = referral ? ownersOf(referral, received.organisation, caseId, said) : namedIn(received, recipient);
    const now = parts.clock.now();
    const facts: Facts = { circumstances, referral, reply, owners, said, between, today: ukDate(now) };
    const purpose = what.purpose(circumstances);
    const decision = decide({
      today: facts.today,
      from,
      to: { ...recipient, reader: caller.user?.role },
      purpose,
      origin: circumstances.state.received.organisation,
      keptApart: isKeptApart(referral, circumstances.state),
      owners,
      asked: what.asked(facts),
      clauses: between.clauses,
      isTakenOn: circumstances.state.teams.some(({ id, status }) => id === recipient.team && status === 'accepted'),
      duty: dutyHeld(referral, circumstances.state, recipient),
    });
    const shown = await what.view(facts, decision);
    if (decision.validUntil !== undefined && ukDate(parts.clock.now()) > decision.validUntil) return 'again';

    const stream = streams.disclosures(caseId, streamOf(recipient, circumstances));
    const last = await parts.store.last(stream);
    const rests = [
      ...circumstances.readAt,
      ...restsOn(
        between,
        decision.agreements.map(({ id }) => id),
        caseId,
      ),
    ];
    const event: Event = {
      type: 'CaseDisclosed@1',
      data: { ...coded(decision), id: parts.ids.next(), caseId, purpose, facts: counted(shown.facts), restsOn: [...rests] },
    };
    const commit = chain({
      stream,
      seq: (last?.seq ?? 0) + 1,
      previous: last?.hash,
      at: now.toISOString(),
      actor: actorOf(caller),
      events: [event],
    });
    const appended = await parts.store.append([commit], rests);
    return appended.ok ? { ok: true, value: shown.view } : 'again';
  });
}

/** Whose disclosures are told together: a team’s, apart from those of each other organisation that reads there. */
function streamOf({ organisation, team }: Recipient, { state }: Circumstances): string {
  if (team === undefined) return organisation;
  return state.teams.some((each) => each.id === team && each.organisation === organisation) ? team : `${team}.${organisation}`;
}

/**
 * Whom a referral told of, once what it told is gone: what its referrer may hear of it is codes, which stay. No team is
 * shown anyone.
 */
const namedIn = ({ people }: EventData<'ReferralReceived@1'>, { team }: Recipient): Owner[] =>
  team === undefined ? people.map(({ key, role }) => ({ key, role, consents: [[]] })) : [];

/**
 * The duty that a safeguarding team holds about a concern with reasonable cause; no other team has one. Does not look at
 * whether the concern was told of a child or of an adult: who receives it at the wrong door hands it to the other.
 */
export function dutyOf(referral: Referral | undefined, { kind }: Pick<Recipient, 'kind'>) {
  const concern = referral?.safeguarding;
  const duty = concern?.reasonableCause ? duties.find(({ teamKind }) => teamKind === kind) : undefined;
  return concern && duty ? { owner: concern.about, duty } : undefined;
}

/** The duty under which a team has a case; nothing if it has it for another reason. */
export const dutyHeld = (referral: Referral | undefined, { teams }: CaseState, to: Recipient) =>
  teams.some(({ id, reason }) => id === to.team && reason === statutoryDuty) ? dutyOf(referral, to) : undefined;

function counted(facts: readonly { owner: string; category: Category }[]) {
  const counts = new Map<string, { owner: string; category: Category; count: number }>();
  for (const { owner, category } of facts) {
    const name = `${owner} ${category}`;
    counts.set(name, { owner, category, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
