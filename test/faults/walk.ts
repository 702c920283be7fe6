import { usedAssertion } from '../../functions/partners/assertion.ts';
import { rebuild } from '../../functions/views/rebuild/rebuild.ts';
import type { Kept } from '../support/kept.ts';
import { memoryViews } from '../support/memory-ports.ts';
import { type Answer, aWorld, type Call, igLead, type World } from '../support/world.ts';
import { consumers } from './consumers.ts';
import { type Fate, fate, type Plan } from './faults.ts';
import { faultyPorts } from './faulty-ports.ts';
import type { Asked, History, Mail, Replied } from './history.ts';
import { check, type Violation } from './invariants.ts';
import { agreementsOf, type Scenario } from './scenario.ts';

/** A scenario up to where it is sent: what there is then, and what was asked to come there. */
export interface Begun {
  readonly scenario: Scenario;
  readonly subject: string;
  readonly kept: Kept;
  readonly asked: readonly Asked[];
}

/** One walk of a scenario, with what went wrong in it. */
export interface Walked {
  /** The first answer that anyone heard, and how many commits there were by then beside claims on identities. */
  readonly first: Answer;
  readonly committed: number;
  /** How often each place was called before the last. */
  readonly calls: ReadonlyMap<string, number>;
  /** How often something went wrong. */
  readonly hits: number;
  /** What the store holds in the end but for what is random in names. */
  readonly shape: readonly string[];
  readonly faults: readonly (Violation | string)[];
}

const mostTries = 6;
const isDone = ({ status }: Answer): boolean => status === 200 || status === 201;

/** Brings a world to where a scenario is sent, with nothing going wrong. */
export async function begin(scenario: Scenario): Promise<Begun> {
  const hub = await aWorld({ agreements: agreementsOf(scenario) });
  const asked: Asked[] = [];
  const { seen } = recorded(hub, asked, fate());
  const subject = (await scenario.given?.(seen)) ?? '';
  await hub.settle();
  return { scenario, subject, kept: hub.kept(), asked };
}

/** A world whose requests are written down, with what was answered; a process that ends answers nobody. */
function recorded(hub: World, asked: Asked[], fate: Pick<Fate, 'crashed'>) {
  const write = (client: string, request: string, key: string | undefined, reply: Replied, lines?: number) => {
    const replies = fate.crashed ? [] : [{ status: reply.status, body: reply.body }];
    const index = asked.findIndex((each) => key !== undefined && each.client === client && each.request === request && each.key === key);
    const before = asked[index];
    if (before) asked[index] = { ...before, replies: [...before.replies, ...replies] };
    else asked.push({ client, request, key, lines, replies });
  };
  const seen: World = Object.assign(Object.create(hub) as World, {
    post: async (path: string, call: Call) => {
      // Tokens are asked for anew each time.
      const key = path === '/oauth2/token' ? undefined : (call.key ?? `key-${asked.length}`);
      const answer = await hub.post(path, key === undefined ? call : { ...call, key });
      write(call.as ?? '', `POST ${path}`, key, answer, call.text?.split('\n').length);
      return answer;
    },
    get: async (path: string, call: Call) => {
      const answer = await hub.get(path, call);
      write(call.as ?? '', `GET ${path}`, undefined, answer);
      return answer;
    },
  });
  return { seen, write };
}

/**
 * Sends a scenario and lets everything that follows from it happen, with one thing going wrong as planned: then the client
 * asks again until it is done, and once more. Gives what of all that breaks a promise.
 */
export async function walk({ scenario, subject, kept, asked: before }: Begun, plan?: Plan): Promise<Walked> {
  const fates = fate();
  const faults: (Violation | string)[] = [];
  const asked = [...before];
  let isBeside = false;
  /** Something else happens before a call that is delayed: another request, or the same from a client that did not wait. */
  const meanwhile = async () => {
    isBeside = true;
    await hub.elsewhere(() => (scenario.meanwhile ?? scenario.send)(seen, subject));
  };
  const hub: World = await aWorld({
    from: kept,
    wrapPorts: (ports) => faultyPorts(ports, fates, meanwhile),
  });
  const { seen, write } = recorded(hub, asked, fates);
  const behind = consumers(hub, fates, { meanwhile, takesMail: scenario.takesMail === true });
  const send = async (): Promise<Answer> => {
    const answer = await scenario.send(seen, subject);
    if (scenario.act) write(igLead.client, scenario.act, scenario.act, answer);
    const isBusy = answer.status === 503 && Number(answer.headers['retry-after']) > 0;
    if (!fates.crashed && !isDone(answer) && !isBusy) faults.push(`answered ${answer.status}`);
    return answer;
  };

  fates.arm(plan);
  const first = await send();
  const committed = hub.committed.slice(kept.commits.length).filter(({ stream }) => !stream.startsWith('identity#')).length;
  // What goes wrong without end ends when it was answered.
  if (plan?.times !== undefined) fates.arm();
  let answer = first;
  for (let tries = 1; tries < mostTries && (fates.crashed || !isDone(answer)); tries += 1) {
    if (fates.crashed) {
      behind.restart();
      await behind.settle();
      // Whoever sent it may never ask again: what is there must hold as it is. Only a key may be gone before that is said.
      faults.push(...check({ ...(await historyOf(hub, asked, scenario, behind.taken())), keys: undefined }));
    }
    answer = await send();
  }
  await behind.settle();
  const { hits } = fates;
  const calls = fates.disarm();
  // What was acknowledged is there by now, and not only once it is asked for again.
  faults.push(...check(await historyOf(hub, asked, scenario, behind.taken(), false)));
  const again = await send();
  await behind.settle();
  if (!isDone(answer) || !isDone(again)) faults.push('was never done');
  faults.push(...check(await historyOf(hub, asked, scenario, behind.taken())));
  return { first, committed, calls, hits, shape: isBeside && scenario.meanwhile ? [] : shapeOf(hub), faults };
}

async function historyOf(
  hub: World,
  asked: Asked[],
  scenario: Scenario,
  taken: ReadonlyMap<string, readonly Mail[]>,
  withViews = true,
): Promise<History> {
  const rebuilt = memoryViews();
  if (withViews) await rebuild({ store: hub.store, views: rebuilt });
  // What a token’s assertion is known by is in no commit.
  const grown = hub.views.all().filter(({ pk }) => !pk.startsWith(usedAssertion('')));
  return {
    commits: hub.committed,
    order: 'appended',
    asked,
    settled: true,
    now: hub.runtime.clock.now().toISOString(),
    mailboxes: taken,
    ...(withViews ? { views: { grown, rebuilt: rebuilt.all() } } : {}),
    keys: new Set(hub.keyTable.kept.keys()),
    objects: new Set(hub.objects.kept.keys()),
    content: { words: scenario.words ?? [], seen: hub.logged.map((line) => ({ where: 'the log', text: JSON.stringify(line) })) },
    ...(scenario.isToBeTold ? { toBeTold: new Set(namesIn(hub, 'case#')) } : {}),
    ...(scenario.letsGo ? { lettingGo: new Set(namesIn(hub, 'consent#')) } : {}),
  };
}

const namesIn = ({ committed }: World, kind: string): string[] =>
  committed.flatMap(({ stream }) => (stream.startsWith(kind) ? [stream.slice(kind.length)] : []));

/** How many streams of each kind there are, and what each tells. A view whose reply was lost was disclosed all the same, and again. */
function shapeOf({ committed }: World): string[] {
  const told = new Map<string, string[]>();
  for (const { stream, events } of committed) told.set(stream, [...(told.get(stream) ?? []), ...events.map(({ type }) => type)]);
  const shapes = [...told].flatMap(([stream, types]) => {
    const [kind = ''] = stream.split('#');
    if (kind === 'acknowledgements') return [];
    return [`${kind}: ${kind === 'disclosures' ? [...new Set(types)] : types}`];
  });
  return shapes.sort();
}
