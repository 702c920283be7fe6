import { type CaseState, fold } from '../../functions/cases/case.ts';
import { consentIdOf } from '../../functions/cases/circumstances.ts';
import { brokenAt, type Commit } from '../../functions/store/commit.ts';
import type { Head } from '../../functions/store/ports.ts';
import { guardsOf, isReference, streams } from '../../functions/store/streams.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { type OperatedHub, Refused } from './operator.ts';
import type { Answers } from './trail-detail.ts';

/** What an operator reads of what happened, and how they see that nobody changed it. */

/** Everything that happened to one case, whoever did it, in order; what was said apart from it; and whether each chain holds. */
export async function trail(
  hub: OperatedHub,
  caseId: string,
): Promise<{ readonly commits: readonly Commit[]; readonly answers: Answers; readonly intact: boolean }> {
  const own = isReference(caseId) ? await hub.store.read(streams.case(caseId)) : [];
  const state = fold(own);
  if (!state) throw new Refused('There is no case of that reference.');
  const recipients = [...state.teams.flatMap(({ id }) => [id, ...guestsOf(id)]), state.received.organisation];
  const people = new Set(state.received.people.map(({ personId }) => streams.person(personId)));
  const related = [...recipients.map((recipient) => streams.disclosures(caseId, recipient)), ...people];
  const before = [own, ...(await Promise.all(related.map((stream) => hub.store.read(stream))))];
  const { consents, answers } = await consentsOf(state, recipients, before.flat(), hub);
  const histories = [...before, ...consents];
  const commits = histories.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { commits, answers, intact: histories.every((history) => brokenAt(history) === undefined) };
}

/** The other organisations that read at a team, each under a name of its own. */
const guestsOf = (team: string): string[] => (partnership.places.teams.get(team)?.members ?? []).map((member) => `${team}.${member}`);

/** What was said about a case apart from it, and every reading of what was said in it or apart. */
async function consentsOf(
  { caseId, received }: CaseState,
  recipients: readonly string[],
  before: readonly Commit[],
  { store }: OperatedHub,
): Promise<{ readonly consents: Commit[][]; readonly answers: Answers }> {
  const within = received.people.map(({ key }) => consentIdOf(caseId, key));
  const noted = before.flatMap(({ events }) => events.flatMap((event) => (event.type === 'ConsentNoted@1' ? [event.data.consentId] : [])));
  const apart = await Promise.all([...new Set(noted)].map(async (id) => ({ id, commits: await store.read(streams.consent(id)) })));
  const own = apart.filter(({ commits }) =>
    commits.some(({ events }) => events.some((event) => event.type === 'ConsentRecorded@1' && event.data.caseId === caseId)),
  );
  const ids = [...new Set([...within, ...own.map(({ id }) => id)])];
  const reads = ids.flatMap((id) => recipients.map((recipient) => store.read(streams.disclosures(id, recipient))));
  const said = apart.flatMap(({ commits }) => commits.flatMap(({ events }) => events));
  const answers = said.flatMap((event) => (event.type === 'ConsentRecorded@1' ? [[event.data.consentId, event.data.answer] as const] : []));
  return {
    consents: [...own.map(({ commits }) => [...commits]), ...(await Promise.all(reads)).map((each) => [...each])],
    answers: new Map(answers),
  };
}

/**
 * Checks every stream there is: that its chain holds from its first commit, that each sealed part is there or in the
 * object store, that guards stand where what they guard does, and that what a disclosure rested on still exists. Does
 * not see a stream that was removed whole, or the end of one, where nothing else tells of it.
 */
export async function verify(
  hub: OperatedHub,
  progress: (streams: number) => void,
): Promise<{ readonly streams: number; readonly broken: readonly string[] }> {
  const seen = new Set<string>();
  const broken = new Set<string>();
  const expected = new Map<string, number>();
  for await (const page of hub.store.scan()) {
    for (const { stream } of page) {
      if (seen.has(stream)) continue;
      seen.add(stream);
      const history = await hub.store.read(stream);
      const isWhole = history.every(({ parts }) => parts.every(({ bytes, object }) => bytes !== undefined || object !== undefined));
      if (brokenAt(history) !== undefined || !isWhole) broken.add(stream);
      for (const { stream: other, seq } of history.flatMap(referredTo)) expected.set(other, Math.max(seq, expected.get(other) ?? 0));
    }
    progress(seen.size);
  }
  for (const [stream, seq] of expected) {
    if (((await hub.store.last(stream))?.seq ?? 0) < seq) broken.add(stream);
  }
  return { streams: seen.size, broken: [...broken] };
}

/** The places of other streams that a commit tells of: what a disclosure rested on, and what a guard stands for. */
function referredTo({ stream, seq, events }: Commit): Head[] {
  const rested = events.flatMap((event) => (event.type === 'CaseDisclosed@1' ? event.data.restsOn : []));
  const [guarded, guard] = stream.split('~');
  if (guard !== undefined && guarded !== undefined) return [...rested, { stream: guarded, seq }];
  const isGuarded = /^(agreement|register)#/.test(stream);
  return [...rested, ...(isGuarded ? guardsOf(stream).map((each) => ({ stream: each, seq })) : [])];
}
