import type { EventData } from '../../contracts/events.ts';
import { activate, takeOutOfForce } from '../../functions/agreements/change.ts';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { jobCentreIntroductions } from '../../policies/partnership/agreements/job-centre-introductions.ts';
import { example } from '../support/examples.ts';
import { igLead, type World } from '../support/world.ts';

type Ruling = EventData<'CaseDisclosed@1'>['rulings'][number];

/** Something after which what was permitted is no longer: how it is done, how it is known, and what may not be permitted from then on. */
export interface ChangeOfMind {
  readonly name: string;
  /** Whose it is. */
  readonly makes: 'agreement' | 'person';
  /** Does it, and resolves when it is acknowledged. Throws if it was not taken. */
  readonly make: (hub: World, caseId: string) => Promise<void>;
  readonly isIn: (commit: Commit, caseId: string) => boolean;
  readonly forbids: (ruling: Ruling, caseId: string) => boolean;
}

const { id } = jobCentreIntroductions;
const underAgreement = (ruling: Ruling) => ruling.agreement?.id === id;
const taken = (done: { ok: boolean }) => {
  if (!done.ok) throw new Error('the change was not taken');
};
const clauses = jobCentreIntroductions.clauses;

export const changesOfMind: readonly ChangeOfMind[] = [
  {
    name: 'its agreement is suspended',
    makes: 'agreement',
    make: async ({ runtime }) => taken(await takeOutOfForce(runtime, id, 'suspended', 'review', igLead)),
    isIn: ({ events }) => events.some(({ type }) => type === 'AgreementSuspended@1'),
    forbids: underAgreement,
  },
  {
    name: 'its agreement ends',
    makes: 'agreement',
    make: async ({ runtime }) => taken(await takeOutOfForce(runtime, id, 'ended', 'review', igLead)),
    isIn: ({ events }) => events.some(({ type }) => type === 'AgreementEnded@1'),
    forbids: underAgreement,
  },
  {
    name: 'a new version of its agreement shares less',
    makes: 'agreement',
    make: async ({ runtime }) =>
      taken(
        await activate(
          runtime,
          { ...jobCentreIntroductions, version: 2, clauses: clauses.map((clause) => ({ ...clause, exclusions: ['contact'] })) },
          igLead,
        ),
      ),
    isIn: ({ events }) => events.some((event) => event.type === 'AgreementActivated@1' && event.data.agreement.version === 2),
    forbids: (ruling) => underAgreement(ruling) && (ruling.agreement?.version === 1 || ruling.category === 'contact'),
  },
  {
    name: 'another agreement forbids what it permits',
    makes: 'agreement',
    make: async ({ runtime }) =>
      taken(
        await activate(
          runtime,
          {
            ...jobCentreIntroductions,
            id: 'another',
            clauses: clauses.map((clause) => ({ ...clause, exclusions: ['contact', 'received'] })),
          },
          igLead,
        ),
      ),
    isIn: ({ events }) => events.some((event) => event.type === 'AgreementActivated@1' && event.data.agreement.id === 'another'),
    forbids: ({ category }) => category === 'contact' || category === 'received',
  },
  {
    name: 'the person withdraws',
    makes: 'person',
    make: async (hub, caseId) =>
      taken({ ok: (await hub.post(`/v1/consents/${caseId}.p1/withdrawal`, { as: 'job-centre', body: {} })).status === 200 }),
    isIn: ({ events }, caseId) => events.some((event) => event.type === 'ConsentWithdrawn@1' && event.data.caseId === caseId),
    forbids: (ruling, caseId) => ruling.consents?.some((consent) => consent.id === `${caseId}.p1`) ?? false,
  },
  {
    name: 'the person says no',
    makes: 'person',
    make: async (hub, referralId) =>
      taken({ ok: (await hub.post('/v1/consents', { as: 'job-centre', body: { referralId, answer: 'refused' } })).status === 201 }),
    isIn: ({ events }, caseId) => events.some((event) => event.type === 'ConsentRecorded@1' && event.data.caseId === caseId),
    forbids: (ruling, caseId) => ruling.consents?.some((consent) => consent.id === `${caseId}.p1`) ?? false,
  },
  {
    name: 'someone who may be the person says no elsewhere',
    makes: 'person',
    make: async (hub) => {
      const message = example('fire', 'sparse');
      const [occupant] = message.occupants;
      const namesake = { ...occupant, familyName: 'Farrow', dateOfBirth: '2008-03-14', consent: { answer: 'refused' } };
      const sent = await hub.post('/v1/referrals/fire', { as: 'fire', body: { ...message, occupants: [namesake] } });
      taken({ ok: sent.status === 201 });
    },
    isIn: ({ events }) => events.some((event) => event.type === 'DenialNoted@1'),
    forbids: (ruling, caseId) => ruling.consents?.some((consent) => consent.id === `${caseId}.p1`) ?? false,
  },
];

export const disclosuresIn = (commit: Commit): EventData<'CaseDisclosed@1'>[] =>
  commit.events.flatMap((event) => (event.type === 'CaseDisclosed@1' ? [event.data] : []));

/** Whether a commit discloses what a change of mind forbids. */
export const disclosesForbidden = (commit: Commit, change: ChangeOfMind): boolean =>
  disclosuresIn(commit).some(({ rulings, caseId }) =>
    rulings.some((ruling) => ruling.outcome === 'permit' && change.forbids(ruling, caseId)),
  );

/** A store that commits without proving what it rests on: what the checks of a race must find. */
export const unproving = (inner: CommitStore): CommitStore => ({ ...inner, append: (commits) => inner.append(commits) });
