import { dynamoViews } from '../../../functions/store/dynamodb-views.ts';
import type { Row } from '../../../functions/store/ports.ts';
import { partitions } from '../../../functions/views/summary.ts';
import { dynamoClient, tables } from '../../../infra/local/tables.ts';
import { type Contender, contest } from '../contest.ts';
import { type BenchHub, startHub } from '../hub.ts';
import type { Bench } from '../measuring.ts';

const readers = 32;
/** The team that the source’s complete example goes to. */
const team = 'coordinator-northgate';
/** How many cases are read, in turn. */
const cases = 200;

/** Teams that nothing is sent to here, each with a worklist of its own length. */
const worklists = [
  { reader: 'coordinator-oakfield', open: 1_000 },
  { reader: 'coordinator-riverside', open: 100_000 },
] as const;

/** What a team does: reads cases, each decided and committed afresh, and opens its worklist at the first page. */
export async function reads(bench: Bench): Promise<void> {
  const hub = await startHub(bench);
  if (bench.wants('read case c32')) await readCases(hub, bench);
  const lists = worklists.filter(({ open }) => bench.wants(`worklist p50 ${open}`));
  if (lists.length > 0) await readWorklists(hub, lists, bench);
  await hub.stop();
}

async function readCases(hub: BenchHub, bench: Bench): Promise<void> {
  bench.say(`read case c32: ${cases} cases to read`);
  const ids: string[] = [];
  const seen = (text: string) => ids.push((JSON.parse(text) as { referralId: string }).referralId);
  await hub.takeIn('new', { connections: 8, until: { requests: cases }, seen });
  await hub.idle();
  let turn = 0;
  const next = () => {
    turn += 1;
    return `/v1/cases/${ids[turn % ids.length]}`;
  };
  await contest([reading(hub, { name: 'read case c32', as: team, connections: readers, next })], bench);
}

async function readWorklists(hub: BenchHub, lists: readonly (typeof worklists)[number][], bench: Bench): Promise<void> {
  const client = dynamoClient(hub.engine);
  bench.onStop(async () => client.destroy());
  const views = dynamoViews({ client, table: tables.views });
  const {
    rows: [row],
  } = await views.query(partitions.worklist(team, 'open'), { limit: 1 });
  if (!row) throw new Error(`${team} has no case`);
  for (const { reader, open } of lists) {
    bench.say(`worklist p50 ${open}: ${open} open cases`);
    const all = Array.from({ length: open }, (_, index) => another(row, reader, index));
    await Promise.all(Array.from({ length: 8 }, (_, part) => views.write(all.filter((__, index) => index % 8 === part))));
  }
  client.destroy();
  const latencies = new Map<string, number>();
  const contenders = lists.map(({ reader, open }) =>
    reading(hub, { name: `worklist p50 ${open}`, as: reader, connections: 1, next: () => '/v1/cases?status=open' }),
  );
  await contest(contenders, { ...bench, found: (name, { p50 = 0 }) => latencies.set(name, p50) });
  for (const [name, value] of latencies) bench.found(name, { value });
}

/** A line like one the hub wrote, of another case. */
function another(row: Row, reader: string, index: number): Row {
  const caseId = `bench${String(index).padStart(21, '0')}`;
  const receivedAt = new Date(Date.parse(String(row['receivedAt'])) - index * 1_000).toISOString();
  const [urgency] = row.sk.split('#');
  return { ...row, pk: partitions.worklist(reader, 'open'), sk: `${urgency}#${receivedAt}#${caseId}`, caseId, receivedAt };
}

const reading = (
  hub: BenchHub,
  { name, as, connections, next }: { name: string; as: string; connections: number; next: () => string },
): Contender => ({
  name,
  run: (milliseconds) => hub.get(as, next, { connections, until: { milliseconds } }),
  settle: hub.idle,
  processorMs: hub.processorMs,
});
