import { type DemonstrationClient, demonstrationClients } from '../demonstration.ts';
import { table, terminal } from './terminal.ts';

/** The groups clients are listed in. */
const groups: readonly { readonly title: string; readonly has: (client: DemonstrationClient) => boolean }[] = [
  { title: 'Senders', has: ({ team, scopes }) => team === undefined && scopes.includes('referrals:read') },
  { title: 'Receiving teams', has: ({ id, team }) => team === id },
  { title: 'Agencies at an Early Help Hub', has: ({ id, team }) => team !== undefined && team !== id },
  { title: 'Information governance', has: ({ scopes }) => scopes.includes('agreements:read') },
  { title: 'Operator', has: ({ scopes }) => scopes.includes('hub:operate') },
];

/** The demonstration clients by what they are, a line for each user with their role; their scopes with `wide`. */
export function clientList(wide: boolean): string {
  const head = ['client', 'user', 'role', 'whose', ...(wide ? ['scopes'] : [])];
  const pages = groups.map(({ title, has }) => {
    const rows = demonstrationClients.filter(has).flatMap((client) => rowsOf(client, wide));
    return `${terminal.cyan(title)}\n${table(head, rows)}`;
  });
  return pages.join('\n\n');
}

function rowsOf({ id, name, users, scopes }: DemonstrationClient, wide: boolean): string[][] {
  return users.map((user, index) => [
    index === 0 ? id : '',
    user.id,
    user.role,
    index === 0 ? name : '',
    ...(wide ? [index === 0 ? scopes.join(' ') : ''] : []),
  ]);
}
