import { sources } from '../contracts/sources/index.ts';
import { organisations } from '../policies/partnership/organisations.ts';
import { teams } from '../policies/partnership/teams/index.ts';

/** A client of the demonstration county, before it has keys: whose it is, what it may do, and who uses it. */
export interface DemonstrationClient {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly team?: string;
  readonly scopes: readonly string[];
  readonly users: readonly { readonly id: string; readonly role: string }[];
}

const teamScopes = ['cases:read', 'cases:respond', 'events:read', 'consents:withdraw'];
const partnerUsers: Readonly<Record<string, readonly { id: string; role: string }[]>> = {
  police: [{ id: 'pc-rahman', role: 'police-officer' }],
  fire: [{ id: 'jo-castell', role: 'fire-officer' }],
  gp: [{ id: 'dr-osei', role: 'general-practitioner' }],
  'job-centre': [{ id: 'priya-nair', role: 'work-coach' }],
  'street-scene': [{ id: 'kim-doyle', role: 'street-scene-officer' }],
  housing: [{ id: 'lee-barton', role: 'housing-officer' }],
};

/** Partners send for their own source, follow what they sent, and record that someone withdrew. */
const partners = Object.entries(partnerUsers).map(([id, users]): DemonstrationClient => {
  const send = Object.hasOwn(sources, id) ? [`send:${id}`] : [];
  return { id, name: nameOf(id), organisation: id, scopes: [...send, 'referrals:read', 'events:read', 'consents:withdraw'], users };
});

/** Each receiving team is a client of its own. */
const receiving = teams.map(
  (team): DemonstrationClient => ({
    id: team.id,
    name: team.name,
    organisation: team.organisation,
    team: team.id,
    scopes: teamScopes,
    users: [{ id: `${team.id}-1`, role: team.kind }],
  }),
);

/** Information governance leads, data protection officers and approvers of each party. Their routes ask for these scopes when they come. */
const governance = organisations.flatMap(({ id, name }): DemonstrationClient[] =>
  (['ig', 'dpo', 'approver'] as const).map((role) => ({
    id: `${role}-${id}`,
    name: `${name}: ${{ ig: 'information governance', dpo: 'data protection officer', approver: 'senior approver' }[role]}`,
    organisation: id,
    scopes: ['agreements:read'],
    users: [
      { id: `${role}-${id}-1`, role: { ig: 'information-governance', dpo: 'data-protection-officer', approver: 'senior-approver' }[role] },
    ],
  })),
);

const operator: DemonstrationClient = {
  id: 'operator',
  name: 'Platform engineers of the county council',
  organisation: 'council',
  scopes: ['hub:operate'],
  users: [{ id: 'operator-1', role: 'platform-engineer' }],
};

function nameOf(organisation: string): string {
  return organisations.find(({ id }) => id === organisation)?.name ?? organisation;
}

/** Everyone who may ask the demonstration hub for a token. Fictional, all of them. */
export const demonstrationClients: readonly DemonstrationClient[] = [...partners, ...receiving, ...governance, operator];
