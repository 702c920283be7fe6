import { type Appended, Unavailable } from '../../functions/store/ports.ts';
import type { Ports } from '../support/kept.ts';
import type { Fate } from './faults.ts';

type Method = (...args: unknown[]) => unknown;

const contended: Appended = { ok: false, conflict: { kind: 'contended' } };

/** Every port of a world, going wrong where fate says. `meanwhile` is what happens first at a call that is delayed. */
export function faultyPorts(ports: Ports, fate: Fate, meanwhile: () => Promise<unknown>): Ports {
  async function call(place: string, work: () => unknown): Promise<unknown> {
    const fault = fate.meet(place);
    if (fault === 'throttle') throw new Unavailable('throttled');
    if (fault === 'conflict') return contended;
    if (fault === 'crash-before') fate.crash();
    if (fault === 'delay') await meanwhile();
    const done = await work();
    if (fault === 'crash-after') fate.crash();
    if (fault === 'reply-lost') throw new Unavailable('reply lost');
    return done;
  }

  /** What gives pages goes wrong before the first of them. */
  async function* pages(place: string, work: () => unknown): AsyncGenerator<unknown> {
    await call(place, () => undefined);
    yield* work() as AsyncIterable<unknown>;
  }

  const wrapped = Object.entries(ports).map(([port, inner]: [string, Readonly<Record<string, unknown>>]) => {
    const members = Object.entries(inner).map(([name, member]) => {
      if (typeof member !== 'function') return [name, member];
      const place = `${port}.${name}`;
      const work = (args: unknown[]) => () => (member as Method).apply(inner, args);
      return [name, (...args: unknown[]) => (name === 'scan' ? pages(place, work(args)) : call(place, work(args)))];
    });
    return [port, Object.fromEntries(members)];
  });
  return Object.fromEntries(wrapped) as Ports;
}
