import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sources } from '../../contracts/sources/index.ts';
import { registerClient } from '../../functions/partners/client.ts';
import { type DemonstrationClient, demonstrationClients } from '../../infra/demonstration.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { memoryStore } from '../support/memory-store.ts';

const client = (id: string): DemonstrationClient => {
  const found = demonstrationClients.find((each) => each.id === id);
  if (!found) throw new Error(`no client ${id}`);
  return found;
};
const rolesOf = (id: string) => client(id).users.map((user) => `${user.id}: ${user.role}`);
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k' }] };
const operator = { client: 'operator', organisation: 'council', user: { id: 'operator-1', role: 'platform-engineer' } };
const register = ({ name: _, ...sent }: DemonstrationClient) =>
  registerClient({ ...sent, jwks }, operator, { store: memoryStore(), clock: { now: () => new Date(0) }, partnership });

describe('the clients of the demonstration county', () => {
  it('can each be registered, and have ids of their own', async () => {
    for (const each of demonstrationClients) expect([each.id, (await register(each)).ok]).toEqual([each.id, true]);
    expect(new Set(demonstrationClients.map(({ id }) => id)).size).toBe(demonstrationClients.length);
  });

  it.each(['police', 'fire', 'gp', 'job-centre', 'street-scene', 'housing'])(
    'let %s send for its own source, take it back, and record consents',
    (id) => {
      const send = Object.hasOwn(sources, id) ? [`send:${id}`] : [];
      const rest = ['referrals:read', 'referrals:cancel', 'events:read', 'consents:withdraw', 'consents:record', 'consents:read'];
      expect([...client(id).scopes].sort()).toEqual([...send, ...rest].sort());
    },
  );

  it('have every team among them, as a client of its own', () => {
    for (const { id, organisation } of partnership.places.teams.values()) {
      expect(client(id)).toMatchObject({ team: id, organisation });
      expect(client(id).scopes).toEqual(expect.arrayContaining(['cases:read', 'cases:respond', 'cases:review', 'consents:record']));
    }
  });

  it('let the ward team and First Contact write down what neighbours tell them, and nobody else', () => {
    const recording = demonstrationClients.filter(({ scopes }) => scopes.includes('send:community')).map(({ id }) => id);
    expect(recording).toEqual(Object.hasOwn(sources, 'community') ? ['first-contact', 'ward-team'] : []);
  });

  it('have users who lead, and users trained for safeguarding', () => {
    expect(rolesOf('ward-team')).toEqual(['ward-team-1: team-leader', 'ward-team-2: ward-team']);
    expect(rolesOf('coordinator-northgate')).toEqual([
      'coordinator-northgate-1: local-area-coordinator',
      'coordinator-northgate-lead: team-leader',
    ]);
    for (const id of ['first-contact', 'first-response', 'adult-safeguarding', 'early-help-oakfield'])
      expect(rolesOf(id)).toContain(`${id}-safeguarding: safeguarding-lead`);
  });

  it('let each member of a hub read its cases as their own organisation, and answer none', async () => {
    const police = client('early-help-oakfield-police');
    expect(police).toMatchObject({ organisation: 'police', team: 'early-help-oakfield', scopes: ['cases:read', 'events:read'] });
    expect(rolesOf(police.id)).toEqual(['early-help-oakfield-police-1: police-officer']);
    const asked = await register({ ...police, scopes: ['cases:read', 'cases:respond'] });
    expect(asked.ok ? [] : asked.refusal.faults).toMatchObject([{ pointer: '/scopes', code: 'members-read' }]);
    const stranger = await register({ ...police, organisation: 'fire' });
    expect(stranger.ok ? [] : stranger.refusal.faults).toMatchObject([{ pointer: '/team', code: 'unknown-team' }]);
  });
});
