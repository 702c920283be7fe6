import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { field } from '../../contracts/categories.ts';
import { sources } from '../../contracts/sources/index.ts';
import { consentMessage } from '../../contracts/sources/parts.ts';
import { source } from '../../contracts/sources/source.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { county, partnershipOf } from '../../policies/partnership/index.ts';
import { example } from '../support/examples.ts';
import { aWorld } from '../support/world.ts';

const LibraryMessage = z.strictObject({
  reader: z.strictObject({ name: field('contact', z.string(), 'Name'), phone: field('contact', z.string(), 'Telephone') }),
  consent: consentMessage,
});
const library = source({
  title: 'Library',
  message: LibraryMessage,
  toReferral: ({ reader, consent }: z.infer<typeof LibraryMessage>) => ({
    referral: {
      purpose: 'introduction',
      urgency: 'routine',
      people: [
        {
          key: 'p1',
          place: '/reader',
          role: 'subject',
          name: { family: reader.name },
          telephones: [reader.phone],
          needs: [{ code: 'loneliness' }],
          consent,
        },
      ],
    },
    warnings: [],
  }),
});

describe('recipes', () => {
  test('a source is a folder and a line, and what may flow is its agreement', async () => {
    const jobCentre = agreements.find(({ id }) => id === 'job-centre-introductions');
    if (!jobCentre) throw new Error('no agreement to copy');
    const clauses = jobCentre.clauses.filter(({ id }) => id === 'placing').map((clause) => ({ ...clause, from: 'library' }));
    const parties = jobCentre.parties.map((party) => (party.organisation === 'job-centre' ? { ...party, organisation: 'library' } : party));
    const approvals = jobCentre.approvals.map((approval) =>
      approval.organisation === 'job-centre' ? { ...approval, organisation: 'library' } : approval,
    );
    const hub = await aWorld({
      sources: { ...sources, library },
      agreements: [{ ...jobCentre, id: 'library', parties, clauses, approvals }],
      scopes: { library: ['send:library', 'referrals:read'] },
    });
    const consent = {
      answer: 'given',
      recipients: ['first-contact'],
      purposes: ['introduction'],
      categories: ['contact'],
      engagement: 'agreed',
    };
    const { status, body } = await hub.post('/v1/referrals/library', {
      as: 'library',
      body: { reader: { name: 'Ada Pell', phone: '01632 960777' }, consent },
    });
    expect([status, body.disposition, body.routedTo[0]?.team]).toEqual([201, 'routed', 'first-contact']);
    expect(JSON.stringify((await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-contact' })).body)).toContain('Ada Pell');
  });

  test('a team is a file and a line', async () => {
    const harbour = { id: 'harbour', name: 'Harbour', district: 'Oakfield', sectors: ['ZZ0 1'] };
    const team = {
      id: 'coordinator-harbour',
      kind: 'local-area-coordinator' as const,
      name: 'Local Area Coordinator, Harbour',
      organisation: 'council',
      area: 'harbour',
      tiers: [0, 1],
    };
    const hub = await aWorld({
      partnership: partnershipOf({ ...county, areas: [...county.areas, harbour], teams: [...county.teams, team] }),
    });
    const message = example('job-centre', 'complete');
    const { body } = await hub.post('/v1/referrals/job-centre', {
      as: 'job-centre',
      body: { ...message, customer: { ...message.customer, address: { postcode: 'ZZ0 1AA' } } },
    });
    expect(body.routedTo).toEqual([{ team: 'coordinator-harbour', name: 'Local Area Coordinator, Harbour' }]);
  });
});
