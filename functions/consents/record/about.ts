import type { ConsentRecording } from '../../../contracts/consent.ts';
import type { Distinction } from '../../../contracts/events.ts';
import { nhsNumberOf } from '../../../contracts/sources/parts.ts';
import type { Purpose } from '../../../contracts/vocabulary.ts';
import { type Circumstances, circumstancesOf } from '../../cases/circumstances.ts';
import { caseKeyOf, type Key } from '../../cases/content.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { identify } from '../../referrals/receive/people.ts';
import type { Runtime } from '../../runtime.ts';
import { keysOfPart } from '../../store/seal.ts';
import { knows } from '../consent.ts';

/** Whom a consent is about, and what: a person of a case, or a person as such. */
export interface About extends Distinction {
  readonly personId: string;
  readonly likeness: string | undefined;
  /** Their key in the case. */
  readonly person: string | undefined;
  readonly circumstances: Circumstances | undefined;
  /** The organisation whose flow it is about. */
  readonly organisation: string;
  readonly purpose: Purpose | undefined;
  /** What it is sealed under. */
  readonly keys: readonly Key[];
}

type Parts = Pick<Runtime, 'store' | 'keys' | 'ids'>;

/** Finds whom it is about: `not-found` if that is not for the caller, `schema-faults` if it is not certain who it is. */
export function aboutOf(recording: ConsentRecording, caller: Caller, now: Date, parts: Parts): Promise<Result<About>> {
  const { identity, referralId = '', person } = recording;
  return identity ? someone(identity, caller, now, parts) : someoneIn(referralId, person, caller, parts);
}

async function someoneIn(reference: string, person: string | undefined, caller: Caller, { store, keys }: Parts): Promise<Result<About>> {
  // The reference of a consent names the case and the person in one.
  const [caseId = '', named = person] = reference.split('.');
  const circumstances = await circumstancesOf(caseId, store);
  if (!circumstances) return refuse('not-found');
  const { state, first } = circumstances;
  const { received } = state;
  const found = received.people.find(({ key, role }) => (named === undefined ? role === 'subject' : key === named));
  if (!found || !mayRecord(circumstances, found.key, caller)) return refuse('not-found');
  const ids = keysOfPart(first, `person-${found.key}`) ?? [];
  const opened = await keys.get(ids);
  const sealing = ids.flatMap((id) => {
    const key = opened.get(id);
    return key ? [{ id, key }] : [];
  });
  // What was merely withdrawn is still with a team that had taken it on.
  const isTakenBack = state.cancelled !== undefined && (state.cancelled !== 'withdrawn' || !caller.team);
  if (isTakenBack || state.destroyed || sealing.length < ids.length || !caseKeyOf(first)) {
    return refuse('state-conflict', [{ pointer: '/referralId', code: 'content-destroyed', detail: 'what was sent is there no more' }]);
  }
  const { organisation, purpose } = received;
  const { personId, likeness, given, number, key } = found;
  return ok({ personId, likeness, given, number, person: key, circumstances, organisation, purpose, keys: sealing });
}

const mayRecord = ({ state }: Circumstances, person: string, { client, organisation, team }: Caller): boolean =>
  state.client === client ||
  (team
    ? knows(state, person, { organisation, team }) && state.teams.some(({ id, status }) => id === team && status !== 'declined')
    : state.received.organisation === organisation);

async function someone(
  { nhsNumber: written, dateOfBirth: birthDate, familyName: family }: NonNullable<ConsentRecording['identity']>,
  caller: Caller,
  now: Date,
  parts: Parts,
): Promise<Result<About>> {
  const nhsNumber = nhsNumberOf(written);
  if (!nhsNumber) {
    const detail = 'must be an NHS number whose check digit is right: check it with the person';
    return refuse('schema-faults', [{ pointer: '/identity/nhsNumber', code: 'nhs-number-invalid', detail }]);
  }
  const asked = [{ key: 'p1', name: { family }, birthDate, nhsNumber }];
  const [found] = await identify(asked, { at: now.toISOString(), actor: actorOf(caller) }, parts);
  if (!found) return refuse('not-found');
  const { personId, likeness, given, number, sealing } = found;
  const { organisation } = caller;
  return ok({
    personId,
    likeness,
    given,
    number,
    person: undefined,
    circumstances: undefined,
    organisation,
    purpose: undefined,
    keys: [sealing],
  });
}
