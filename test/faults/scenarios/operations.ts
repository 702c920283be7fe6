import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { activate, resume, takeOutOfForce } from '../../../functions/agreements/change.ts';
import { create as expire } from '../../../functions/cases/expire/handler.ts';
import { create as watch } from '../../../functions/cases/watch/handler.ts';
import { registerClient } from '../../../functions/partners/client.ts';
import { rebuild } from '../../../functions/views/rebuild/rebuild.ts';
import { jobCentreIntroductions } from '../../../policies/partnership/agreements/job-centre-introductions.ts';
import { example } from '../../support/examples.ts';
import { igLead, type World } from '../../support/world.ts';
import { concern, coordinator, operated, routed, type Scenario, started } from '../scenario.ts';

const { id } = jobCentreIntroductions;
/** Of one clause, for one organisation that receives. */
const agreement = { ...jobCentreIntroductions, clauses: jobCentreIntroductions.clauses.slice(0, 1) };
const anotherVersion = { ...agreement, version: 2 };
const onlyThis = { agreements: [agreement] };

async function heldUntil(hub: World, now: string): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', {
    as: 'job-centre',
    body: example('job-centre', 'consent-missing'),
    key: 'given',
  });
  await hub.settle();
  hub.travel(now);
  return body.referralId;
}

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKey = createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
const newcomer = {
  id: 'newcomer',
  organisation: 'council',
  scopes: ['events:read'],
  users: [],
  jwks: { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'newcomer' }] },
};

/** A new assertion each time, as a client makes that heard nothing: one that was used is used up. */
function assertion({ runtime: { clock, config } }: World): string {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const claims = { iss: newcomer.id, sub: newcomer.id, aud: config.issuer, iat: seconds, exp: seconds + 60, jti: randomUUID() };
  const parts = [{ alg: 'ES256', typ: 'JWT', kid: 'newcomer' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = sign('sha256', Buffer.from(parts.join('.')), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return [...parts, signature.toString('base64url')].join('.');
}

/** What operators and clocks start, and what every client begins with. */
export const operations: readonly Scenario[] = [
  {
    name: 'a sweep that finds something past its last day',
    given: (hub) => heldUntil(hub, '2026-12-19T09:00:00.000Z'),
    send: (hub) => started(expire(hub.runtime)),
  },
  {
    name: 'a sweep that finds something to be reminded of',
    given: (hub) => heldUntil(hub, '2026-12-15T09:00:00.000Z'),
    send: (hub) => started(expire(hub.runtime)),
  },
  {
    name: 'a safeguarding concern that is overdue',
    given: async (hub) => {
      const body = { ...example('fire', 'consent-refused'), safeguarding: concern };
      const sent = await hub.post('/v1/referrals/fire', { as: 'fire', body, key: 'given' });
      await hub.settle();
      hub.travel('2026-11-20T11:30:00.000Z');
      return sent.body.referralId;
    },
    send: (hub) => started(watch(hub.runtime)),
  },
  {
    name: 'an agreement that comes into force',
    ...onlyThis,
    act: `activate ${id}`,
    send: (hub) => operated(activate(hub.runtime, anotherVersion, igLead)),
  },
  {
    name: 'an agreement that is suspended, while a team reads under it',
    ...onlyThis,
    act: `suspend ${id}`,
    given: routed,
    send: (hub) => operated(takeOutOfForce(hub.runtime, id, 'suspended', 'review', igLead)),
    meanwhile: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }),
  },
  {
    name: 'a suspended agreement that is resumed',
    ...onlyThis,
    act: `resume ${id}`,
    given: async (hub) => {
      await takeOutOfForce(hub.runtime, id, 'suspended', 'review', igLead);
      return id;
    },
    send: (hub) => operated(resume(hub.runtime, id, igLead)),
  },
  {
    name: 'views that are made again, while a team acts',
    alike: 4,
    given: routed,
    send: (hub) => started(() => rebuild(hub.runtime)),
    meanwhile: (hub, subject) => hub.post(`/v1/cases/${subject}/acceptance`, { as: coordinator, body: {}, key: 'meanwhile' }),
  },
  {
    name: 'a token',
    given: async ({ runtime }) => {
      const registered = await registerClient(newcomer, igLead, runtime);
      if (!registered.ok) throw new Error(JSON.stringify(registered.refusal));
      return newcomer.id;
    },
    send: async (hub) => {
      const form = {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion(hub),
      };
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { body, ...answer } = await hub.post('/oauth2/token', { text: String(new URLSearchParams(form)), headers });
      return { ...answer, body: body.token_type };
    },
  },
];
