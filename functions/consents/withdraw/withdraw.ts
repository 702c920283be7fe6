import type { Event } from '../../../contracts/events.ts';
import type { Withdrawn } from '../../../contracts/replies/consents.ts';
import { Withdrawal } from '../../../contracts/responses.ts';
import { hasIt } from '../../cases/case.ts';
import { actorOf } from '../../edge/caller.ts';
import { command, earlier } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit, Idempotency } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';
import { type Consent, consentOf } from '../consent.ts';
import { writing } from '../note.ts';
import { isOf, takenBackIn } from '../said.ts';

export type WithdrawParts = Pick<Runtime, 'store' | 'keys'>;

/**
 * Records that a person withdrew what they had said. From the moment this answers, nothing is disclosed on
 * it; what was disclosed before stays told, and the teams that have the case hear that they should read it again.
 * A refusal can be taken back too: then nothing was said. What somebody else took back is taken back again: each hears in
 * its own replies of what it told itself. `not-found` if there is no such consent for the caller; the
 * same again gets the same reply.
 */
export function withdrawer(parts: WithdrawParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const consentId = request.path['id'] ?? '';
    const sent = command(Withdrawal, request, parts.keys);
    if (!sent.ok) return sent;
    const { idempotency } = sent.value;
    return untilSettled(async (): Promise<Attempt<Reply>> => {
      const consent = await consentOf(consentId, request.caller, parts.store);
      if (!consent) return refuse('not-found');
      const history = await parts.store.read(streams.person(consent.data.personId));
      const first = earlier(history, idempotency, request.now);
      if (!first.ok) return first;
      if (first.value) return ok(reply(consentId, true));
      const isWithdrawn = takenBackIn(history).some((each) => each.consentId === consentId && isOf(request.caller)(each.by));
      if (isWithdrawn) return ok(reply(consentId, false));
      const commits = await withdrawal({ consent, last: history.at(-1), request, idempotency }, parts);
      const appended = await parts.store.append(commits);
      return appended.ok ? ok(reply(consentId, false)) : 'again';
    });
  };
}

interface Withdrawing {
  readonly consent: Consent;
  readonly last: Commit | undefined;
  readonly request: Request;
  readonly idempotency: Idempotency;
}

/**
 * What is committed together: the withdrawal, for the person; in the case, for the teams that have it, that they should
 * read it again; and for whoever may be the same person, that a no is no longer one.
 */
async function withdrawal({ consent, last, request, idempotency }: Withdrawing, { store }: WithdrawParts): Promise<readonly Commit[]> {
  const { data, circumstances } = consent;
  const { consentId, caseId, personId, likeness, organisation, purpose } = data;
  const person = streams.person(personId);
  const lasts = new Map([[person, last]]);
  if (circumstances) lasts.set(circumstances.head.stream, circumstances.head);
  const denials = likeness === undefined ? [] : await store.read(streams.likeness(likeness));
  if (likeness) lasts.set(streams.likeness(likeness), denials.at(-1));

  const written = writing((stream) => lasts.get(stream), { at: request.now.toISOString(), actor: actorOf(request.caller) });
  const event: Event = { type: 'ConsentWithdrawn@1', data: { consentId, caseId, organisation, team: request.caller.team, purpose } };
  written.next(person, [event], { parts: [], idempotency });
  const teams = (circumstances?.state.teams ?? []).filter(hasIt).map(({ id, kind }) => ({ id, kind }));
  if (circumstances && teams.length > 0) written.next(circumstances.head.stream, [{ type: 'SharingChanged@1', data: { teams } }]);
  const isNoted = denials.some(({ events }) => events.some((each) => each.type === 'DenialNoted@1' && each.data.consentId === consentId));
  // A no within a yes outlives it.
  if (likeness && isNoted && isRefusal(consent))
    written.next(streams.likeness(likeness), [{ type: 'DenialLifted@1', data: { consentId } }]);
  return written.commits;
}

/** Whether what is withdrawn was a no, and is one no longer. */
const isRefusal = ({ commit }: Consent): boolean =>
  commit?.events.some((event) => event.type === 'ConsentRecorded@1' && event.data.answer === 'refused') ?? false;

function reply(consentId: string, replayed: boolean): Reply {
  const body: Withdrawn = { consentId, status: 'withdrawn' };
  return { status: 200, body, ...(replayed ? { headers: { 'idempotency-replayed': 'true' } } : {}) };
}
