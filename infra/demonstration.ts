import { sources } from '../contracts/sources/index.ts';
import { organisations } from '../policies/partnership/organisations.ts';
import { teams } from '../policies/partnership/teams/index.ts';
import type { Team } from '../policies/places.ts';

/** A client of the demonstration county, before it has keys: whose it is, what it may do, and who uses it. */
export interface DemonstrationClient {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly team?: string;
  readonly scopes: readonly string[];
  readonly users: readonly { readonly id: string; readonly role: string }[];
}

const everyonesScopes = ['events:read', 'consents:withdraw', 'consents:record', 'consents:read'];
const teamScopes = ['cases:read', 'cases:respond', 'cases:review', ...everyonesScopes];
const partnerScopes = ['referrals:read', 'referrals:cancel', ...everyonesScopes];
const partnerUsers: Readonly<Record<string, readonly { id: string; role: string }[]>> = {
  police: [{ id: 'pc-rahman', role: 'police-officer' }],
  fire: [{ id: 'jo-castell', role: 'fire-officer' }],
  gp: [{ id: 'dr-osei', role: 'general-practitioner' }],
  'job-centre': [{ id: 'priya-nair', role: 'work-coach' }],
  'street-scene': [{ id: 'kim-doyle', role: 'street-scene-officer' }],
  housing: [{ id: 'lee-barton', role: 'housing-officer' }],
};

const sendScope = (source: string): string[] => (Object.hasOwn(sources, source) ? [`send:${source}`] : []);

/** Partners send for their own source, follow and take back what they sent, and record what someone said of sharing. */
const partners = Object.entries(partnerUsers).map(
  ([id, users]): DemonstrationClient => ({
    id,
    name: nameOf(id),
    organisation: id,
    scopes: [...sendScope(id), ...partnerScopes],
    users,
  }),
);

/** Teams whose members write down what friends, family and neighbours tell them. */
const recordsConcerns: ReadonlySet<string> = new Set(['ward-team', 'first-contact']);

/** Kinds of team that have someone trained to look at a case with a mark of abuse. */
const hasSafeguardingLead: ReadonlySet<string> = new Set(['first-contact', 'first-response', 'adult-safeguarding', 'early-help-hub']);

/** The users of a team. The first is whoever reads its cases: at the ward team that is its leader. */
function usersOf({ id, kind }: Team): DemonstrationClient['users'] {
  if (kind === 'ward-team')
    return [
      { id: `${id}-1`, role: 'team-leader' },
      { id: `${id}-2`, role: kind },
    ];
  const lead = hasSafeguardingLead.has(kind) ? [{ id: `${id}-safeguarding`, role: 'safeguarding-lead' }] : [];
  return [{ id: `${id}-1`, role: kind }, { id: `${id}-lead`, role: 'team-leader' }, ...lead];
}

/** Each receiving team is a client of its own. */
const receiving = teams.map(
  (team): DemonstrationClient => ({
    id: team.id,
    name: team.name,
    organisation: team.organisation,
    team: team.id,
    scopes: recordsConcerns.has(team.id) ? [...teamScopes, ...sendScope('community'), 'referrals:read', 'referrals:cancel'] : teamScopes,
    users: usersOf(team),
  }),
);

/** Whom a multi-agency hub’s other members send to it. They read its cases, each as their own organisation, and answer none. */
const hubMembers = teams.flatMap(({ id, name, members = [] }) =>
  members.map((organisation): DemonstrationClient => {
    const client = `${id}-${organisation}`;
    const role = partnerUsers[organisation]?.[0]?.role ?? 'practitioner';
    return {
      id: client,
      name: `${name}: ${nameOf(organisation)}`,
      organisation,
      team: id,
      scopes: ['cases:read', 'events:read'],
      users: [{ id: `${client}-1`, role }],
    };
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
export const demonstrationClients: readonly DemonstrationClient[] = [...partners, ...receiving, ...hubMembers, ...governance, operator];
