import { afterAll, describe, expect, test } from 'vitest';
import { type Fault, faultsAt, type Plan } from './faults.ts';
import type { Scenario } from './scenario.ts';
import { begin, walk } from './walk.ts';

/** Every call of a walk with every fault that it can meet. */
function plansFor({ only, alike }: Scenario, calls: ReadonlyMap<string, number>): Plan[] {
  return [...calls].flatMap(([place, times]) => {
    const faults: readonly Fault[] = only && !place.startsWith(`${only}.`) ? [] : (faultsAt.get(place) ?? []);
    const step = Math.ceil(times / (alike ?? times));
    const indexes = Array.from({ length: times }, (_, index) => index).filter((index) => index % step === 0);
    return indexes.flatMap((index) => faults.map((fault): Plan => ({ place, index, fault })));
  });
}

/** Tests each scenario at every one of its crash points, and says how many there were. */
export function testCrashPoints(scenarios: readonly Scenario[]): void {
  let points = 0;
  afterAll(() => console.log(`${points} crash points in ${scenarios.length} scenarios`));

  for (const scenario of scenarios)
    describe(scenario.name, async () => {
      const begun = await begin(scenario);
      const calm = await walk(begun);
      const plans = plansFor(scenario, calm.calls);

      test('is done, and nothing more is done when it is asked again', () => {
        expect(calm.faults).toEqual([]);
        expect(calm.hits).toBe(0);
        expect(plans.length).toBeGreaterThan(0);
      });

      test(`keeps every promise at each of ${plans.length} crash points`, async () => {
        const broken: unknown[] = [];
        for (const plan of plans) {
          const { hits, faults, shape } = await walk(begun, plan);
          points += 1;
          const where = `${plan.place} ${plan.index} ${plan.fault}`;
          if (hits !== 1) broken.push(`${where}: met ${hits} times`);
          if (shape.length > 0 && shape.join() !== calm.shape.join()) broken.push({ where, shape, calm: calm.shape });
          broken.push(...faults.map((fault) => ({ where, fault })));
          if (broken.length >= 10) break;
        }
        expect(broken).toEqual([]);
      }, 180_000);

      test.runIf(calm.calls.has('store.append'))('asks to be tried again later while every write meets another', async () => {
        const { first, committed, faults, shape } = await walk(begun, { place: 'store.append', index: 0, fault: 'conflict', times: 1_000 });
        if (!scenario.isGivenAnyway) expect([first.status, Number(first.headers['retry-after']) > 0]).toEqual([503, true]);
        expect(committed).toBe(0);
        expect(shape).toEqual(calm.shape);
        expect(faults).toEqual([]);
      });
    });
}
