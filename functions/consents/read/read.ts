import type { ConsentStatement } from '../../../contracts/consent.ts';
import type { ConsentView } from '../../../contracts/replies/consents.ts';
import { openCase } from '../../cases/content.ts';
import { actorOf, recipientOf } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';
import { type Consent, consentOf } from '../consent.ts';
import { writing } from '../note.ts';
import { recordedIn } from '../said.ts';

export type ReadParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids'>;

/**
 * Shows a consent to the organisation or team that recorded it, and to nobody else: what others may know of it is in
 * their views. Committed before a byte leaves. `not-found` if it is absent, not theirs, or destroyed.
 */
export function consentReader(parts: ReadParts) {
  return async ({ path, caller, now }: Request): Promise<Result<Reply>> =>
    untilSettled(async (): Promise<Attempt<Reply>> => {
      const consentId = path['id'] ?? '';
      const consent = await consentOf(consentId, caller, parts.store);
      if (!consent || !isRecorder(consent, caller)) return refuse('not-found');
      // Another instance of a function may remember a key that was destroyed.
      const statement = consent.circumstances?.state.destroyed ? undefined : await statementOf(consent, parts);
      const commit = consent.commit ?? consent.circumstances?.first;
      if (!commit || (consent.commit && !statement)) return refuse('not-found');
      const person = streams.person(consent.data.personId);
      const history = await parts.store.read(person);
      const withdrawn = history.find(({ events }) =>
        events.some((event) => event.type === 'ConsentWithdrawn@1' && event.data.consentId === consentId),
      );
      const view: ConsentView = {
        consentId,
        status: withdrawn ? 'withdrawn' : statusOf(statement, ukDate(now)),
        referralId: consent.data.caseId ?? null,
        statement: statement ?? null,
        provenance: {
          organisation: commit.actor.organisation,
          client: commit.actor.client,
          user: commit.actor.user?.id ?? null,
          role: commit.actor.user?.role ?? null,
          at: commit.at,
          within: consent.commit && !consentId.includes('.') ? 'consent' : 'referral',
        },
        withdrawnAt: withdrawn?.at ?? null,
        links: { self: `/v1/consents/${consentId}`, withdrawal: `/v1/consents/${consentId}/withdrawal` },
      };
      const stream = streams.disclosures(consentId, recipientOf(caller));
      const last = await parts.store.last(stream);
      const written = writing(() => last, { at: now.toISOString(), actor: actorOf(caller) });
      written.next(stream, [{ type: 'ConsentRead@1', data: { id: parts.ids.next(), consentId } }]);
      const rests = [{ stream: person, seq: history.at(-1)?.seq ?? 0 }];
      const appended = await parts.store.append(written.commits, rests);
      return appended.ok ? ok({ status: 200, body: view }) : 'again';
    });
}

/** Whoever sent it; or the organisation, or team, that its record names. */
const isRecorder = ({ data, commit, circumstances }: Consent, { client, organisation, team }: Request['caller']): boolean =>
  (commit ?? circumstances?.first)?.actor.client === client ||
  (data.team === team && (team !== undefined || data.organisation === organisation));

async function statementOf({ data, commit, circumstances }: Consent, parts: ReadParts): Promise<ConsentStatement | undefined> {
  if (commit) return (await recordedIn(commit, parts))[0]?.statement;
  if (!circumstances) return undefined;
  const { referral } = await openCase(circumstances.first, parts);
  return referral?.people.find(({ key }) => key === data.person)?.consent;
}

function statusOf(statement: ConsentStatement | undefined, today: string): ConsentView['status'] {
  if (!statement) return 'not-known';
  return statement.until !== undefined && statement.until < today ? 'expired' : statement.answer;
}
