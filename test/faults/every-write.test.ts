import { describe, expect, test } from 'vitest';
import { brokenAt, type Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';
import { appendFaults, faulty, type Plan, readFaults } from './faulty-store.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** What is in the store, but for what is random in names: how many streams of each kind, and what each tells. */
function shapeOf(commits: readonly Commit[]): string[] {
  const streams = new Map<string, string[]>();
  for (const { stream, events } of commits) streams.set(stream, [...(streams.get(stream) ?? []), ...events.map(({ type }) => type)]);
  const shapes = [...streams].map(([stream, types]) => {
    const kind = stream.split('#')[0];
    // A view whose reply was lost was disclosed all the same, and again when it was asked for again.
    return `${kind}: ${kind === 'disclosures' ? [...new Set(types)] : types}`;
  });
  return shapes.sort();
}

const chainsHold = (hub: World, commits: readonly Commit[], destroyed: string | undefined) => {
  for (const stream of new Set(commits.map((commit) => commit.stream))) {
    expect(brokenAt(commits.filter((commit) => commit.stream === stream)), stream.split('#')[0]).toBeUndefined();
  }
  // The key of everything sealed was durable, and every large part.
  for (const { stream, parts } of commits) {
    for (const part of parts) {
      const isReadable = part.keys.every((key) => hub.keyTable.kept.has(key));
      expect(isReadable).toBe(stream !== `case#${destroyed}`);
      if (part.object) expect(hub.objects.kept.has(part.object)).toBe(true);
    }
  }
};

/** A store that lets nothing be committed whose keys are not durable yet. */
function strict(inner: CommitStore, kept: () => ReadonlyMap<string, unknown>): CommitStore {
  return {
    ...inner,
    append: (commits, rests) => {
      for (const part of commits.flatMap(({ parts }) => parts))
        for (const key of part.keys) if (!kept().has(key)) throw new Error('sealed under a key that is not durable');
      return inner.append(commits, rests);
    },
  };
}

async function prepared({ given }: Scenario) {
  const wrapped: { store?: ReturnType<typeof faulty>; hub?: World } = {};
  const hub = await aWorld({
    wrapStore: (inner) => {
      wrapped.store = faulty(strict(inner, () => wrapped.hub?.keyTable.kept ?? new Map()));
      return wrapped.store.store;
    },
  });
  wrapped.hub = hub;
  const { store } = wrapped;
  if (!store) throw new Error('the world did not wrap its store');
  const subject = (await given?.(hub)) ?? '';
  return { hub, store, subject };
}

const isDone = ({ status }: Answer) => status === 200 || status === 201;
/** What a repeat may say otherwise: nothing but the moment of an operator’s own act. */
const replyOf = ({ status, body }: Answer) => ({ status, body });

for (const scenario of scenarios) {
  describe(scenario.name, async () => {
    const calm = await prepared(scenario);
    calm.store.arm();
    const usual = await scenario.send(calm.hub, calm.subject);
    const { append: appends, read: reads } = { ...calm.store.counts };
    const expected = shapeOf(calm.hub.store.all());
    await calm.hub.settle();
    const settled = shapeOf(calm.hub.store.all());

    test('is done, and nothing more is done when it is asked again', async () => {
      expect(isDone(usual)).toBe(true);
      expect(appends).toBeGreaterThan(0);
      expect(replyOf(await scenario.send(calm.hub, calm.subject))).toEqual(replyOf(usual));
      expect(shapeOf(calm.hub.store.all())).toEqual(settled);
    });

    const plans: Plan[] = [
      ...Array.from({ length: appends }, (_, index) => appendFaults.map((fault): Plan => ({ on: 'append', index, fault }))).flat(),
      ...Array.from({ length: reads }, (_, index) => readFaults.map((fault): Plan => ({ on: 'read', index, fault }))).flat(),
    ];
    test.each(plans)('is done once though $on $index meets: $fault', async (plan) => {
      const { hub, store, subject } = await prepared(scenario);
      store.arm(plan);
      const first = await scenario.send(hub, subject);
      expect(store.crashed).toBe(plan.fault.startsWith('crash'));
      if (!store.crashed)
        expect(isDone(first) || (first.status === 503 && Number(first.headers['retry-after']) > 0), `${first.status}`).toBe(true);
      if (isDone(first)) {
        expect(shapeOf(hub.store.all())).toEqual(expected);
        // What it acknowledged is so: destroyed is destroyed.
        chainsHold(hub, hub.store.all(), scenario.destroys && subject);
      }
      // The 500 of a process that ended is seen by nobody.
      if (!store.crashed) expect(JSON.stringify(hub.logged)).not.toContain('"status":500');
      store.restart();

      const again = isDone(first) ? first : await scenario.send(hub, subject);
      expect(again.status).toBe(usual.status);
      expect(shapeOf(hub.store.all())).toEqual(expected);
      const once = await scenario.send(hub, subject);
      expect(replyOf(once)).toEqual(replyOf(again));

      await hub.settle();
      expect(shapeOf(hub.store.all())).toEqual(settled);
      chainsHold(hub, hub.store.all(), scenario.destroys && subject);
    });

    test('asks to be tried again later while every write meets another', async () => {
      const { hub, store, subject } = await prepared(scenario);
      const others = () => shapeOf(hub.store.all()).filter((shape) => !shape.startsWith('identity'));
      const before = others();
      store.arm({ on: 'append', index: 0, fault: 'contended', times: 100 });
      const refused = await scenario.send(hub, subject);
      // A list is given without what could not be settled.
      if (scenario.name === 'a worklist with summaries') expect([refused.status, refused.body.items[0].summary]).toEqual([200, null]);
      else expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([503, true]);
      expect(others()).toEqual(before);
      store.restart();
      expect((await scenario.send(hub, subject)).status).toBe(usual.status);
      expect(shapeOf(hub.store.all())).toEqual(expected);
    });
  });
}
