import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { RecipientName } from '../../contracts/consent.ts';
import type { EventData } from '../../contracts/events.ts';
import type { Fault } from '../../contracts/problem.ts';
import type { Partnership } from '../../policies/partnership/index.ts';
import { User } from '../edge/caller.ts';
import { ok, type Result, refuse } from '../edge/result.ts';
import { validate } from '../edge/validate.ts';
import { type Actor, chain } from '../store/commit.ts';
import { type Attempt, untilSettled } from '../store/contention.ts';
import type { Clock, CommitStore } from '../store/ports.ts';
import { streams } from '../store/streams.ts';

/** A system that may ask for tokens: whose it is, what it may do, and the public keys it signs with. */
export type Client = EventData<'ClientRegistered@1'>;

const scope = z
  .string()
  .regex(/^[a-z]+(:[a-z0-9-]+)+$/, { error: 'a scope such as cases:read' })
  .max(60);
const secretMembers = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];
const publicKey = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP'], { error: 'EC, RSA or OKP' }), kid: z.string().max(120).optional() })
  .refine((key) => !secretMembers.some((member) => member in key), { error: 'a public key: leave the private part out', abort: true })
  .refine(isStrong, { error: 'a public key that can be used: of a known curve, or RSA of at least 2048 bits' });

/** The curves of the algorithms that assertions may be signed with. */
const curves = new Set(['P-256', 'P-384', 'Ed25519']);

function isStrong(key: Record<string, unknown>): boolean {
  try {
    const { asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' });
    if (key['kty'] !== 'RSA') return curves.has(String(key['crv']));
    return (details?.modulusLength ?? 0) >= 2048 && (details?.publicExponent ?? 0n) >= 65_537n;
  } catch {
    return false;
  }
}

/** What registering a client needs. A key that is private, or shared, is refused. */
const ClientRegistration = z.strictObject({
  id: RecipientName,
  organisation: RecipientName,
  team: RecipientName.optional(),
  scopes: z.array(scope).min(1).max(40),
  jwks: z.strictObject({
    keys: z
      .array(publicKey)
      .min(1)
      .max(10)
      .refine((keys) => keys.length === 1 || new Set(keys.map(({ kid }) => kid ?? '')).size === keys.length, {
        error: 'keys that each have a kid of their own',
      }),
  }),
  users: z.array(User).max(100).default([]),
});

interface Parts {
  readonly store: CommitStore;
  readonly clock: Clock;
  readonly partnership: Partnership;
}

/**
 * Registers a client, or replaces what was registered. Takes effect with the next token. Refuses with `schema-faults`
 * what is not well formed, an organisation or a team that is not of the partnership, and a key that is private or weak.
 */
export async function registerClient(sent: unknown, actor: Actor, { store, clock, partnership }: Parts): Promise<Result<Client>> {
  const valid = validate(ClientRegistration, sent, true);
  if (!valid.ok) return valid;
  const { jwks, ...registration } = valid.value.value;
  const client: Client = { ...registration, jwks: { keys: jwks.keys.map(standardMembers) } };
  const faults = strangers(client, partnership);
  if (faults.length > 0) return refuse('schema-faults', faults);
  return untilSettled(async (): Promise<Attempt<Client>> => {
    const stream = streams.client(client.id);
    const last = await store.last(stream);
    const at = clock.now().toISOString();
    const commit = chain({
      stream,
      seq: (last?.seq ?? 0) + 1,
      previous: last?.hash,
      at,
      actor,
      events: [{ type: 'ClientRegistered@1', data: client }],
    });
    const appended = await store.append([commit]);
    return appended.ok ? ok(client) : 'again';
  });
}

/** What of a public key is needed to verify with it; the rest, such as certificates, is not kept. */
function standardMembers(key: Record<string, unknown>): Record<string, unknown> {
  const members = ['kty', 'kid', 'alg', 'crv', 'x', 'y', 'n', 'e'];
  return Object.fromEntries(members.flatMap((member) => (key[member] === undefined ? [] : [[member, key[member]]])));
}

function strangers({ organisation, team, scopes }: Client, { organisations, places }: Partnership): Fault[] {
  const faults: Fault[] = [];
  if (!organisations.has(organisation)) {
    faults.push({
      pointer: '/organisation',
      code: 'unknown-organisation',
      detail: `must be one of ${[...organisations.keys()].join(', ')}`,
    });
  }
  const found = team === undefined ? undefined : places.teams.get(team);
  const isMember = found?.members?.includes(organisation) === true;
  if (team !== undefined && found?.organisation !== organisation && !isMember) {
    faults.push({ pointer: '/team', code: 'unknown-team', detail: 'must be a team of that organisation, or one that it is a member of' });
  }
  if (isMember && scopes.some((each) => each.startsWith('cases:') && each !== 'cases:read')) {
    faults.push({
      pointer: '/scopes',
      code: 'members-read',
      detail: 'must have no scope on cases but cases:read: a member organisation reads',
    });
  }
  if (team === undefined && scopes.some((each) => each.startsWith('cases:'))) {
    faults.push({ pointer: '/team', code: 'missing', detail: 'is required for scopes on cases: they are those of a team' });
  }
  return faults;
}

/** A client as last registered, or nothing. */
export async function clientOf(id: string, store: CommitStore): Promise<Client | undefined> {
  if (!RecipientName.safeParse(id).success) return undefined;
  const last = await store.last(streams.client(id));
  return last?.events.flatMap((event) => (event.type === 'ClientRegistered@1' ? [event.data] : []))[0];
}
