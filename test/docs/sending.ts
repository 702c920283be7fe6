import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { people } from '../../contracts/people/index.ts';
import type { Expected, Seen, Step } from '../../contracts/people/person.ts';

/** A reply, of a world or of a hub. */
export interface Heard {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever members the reply has, and fails if they are not there
  readonly body: any;
  /** Whether it says that it is the reply to an earlier request. */
  readonly isReplayed: boolean;
}

/** Whoever can send a step, and read what a team sees then. */
export interface Sender {
  readonly send: (step: Step, key: string) => Promise<Heard>;
  readonly settle: () => Promise<void>;
  readonly read: (caseId: string, seen: Seen) => Promise<Heard>;
}

export const names = Object.keys(people);

/** Sends all that a person is made of, and holds each reply, and each view, to what is promised. */
export async function holdsToIt(name: string, sender: Sender, again = false): Promise<void> {
  const person = people[name];
  if (!person) throw new Error(`there is no ${name}`);
  const run = randomUUID();
  for (const [index, step] of person.steps.entries()) {
    const reply = await sender.send(step, `${run}-${step.withKeyOf ?? index + 1}`);
    holds(reply, step.expect);
    await sender.settle();
    for (const seen of step.seen ?? []) {
      const view = await sender.read(reply.body.referralId, seen);
      // What was sent before is another case of the same person.
      shows(view, again ? { ...seen, related: undefined as never } : seen);
    }
  }
}

interface Coded {
  readonly code: string;
}

function holds({ status, body, isReplayed }: Heard, expected: Expected): void {
  const { problem, disposition, reasonCode, routedTo, asks, sharing, warnings, faults, lines } = expected;
  expect(status, JSON.stringify(body)).toBe(expected.status);
  expect(isReplayed).toBe(expected.isReplayed === true);
  if (problem) expect(body).toMatchObject({ code: problem });
  if (disposition) expect(body).toMatchObject({ disposition });
  if (reasonCode) expect(body).toMatchObject({ reasonCode });
  if (routedTo) expect(body.routedTo.map(({ team }: { team: string }) => team).sort()).toEqual([...routedTo].sort());
  if (asks !== undefined) expect(body.ask.length > 0).toBe(asks);
  const told = (body.sharing ?? []).map(({ outcome, code }: Coded & { outcome: string }) => `${outcome} ${code}`);
  if (sharing?.length === 0) expect(told).toEqual([]);
  for (const line of sharing ?? []) expect(told).toContain(line);
  if (warnings) expect(body.warnings.map(({ code }: Coded) => code).sort()).toEqual([...warnings].sort());
  if (faults) expect(body.faults.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([...faults].sort());
  if (lines) expect(body.items.map((item: { status: string; reasonCode: string }) => `${item.status} ${item.reasonCode}`)).toEqual(lines);
}

function shows({ status, body }: Heard, { people: count, kinds, related }: Seen): void {
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.people).toHaveLength(count);
  const facts: { category: string }[] = body.people.flatMap(({ facts }: { facts: { category: string }[] }) => facts);
  if (kinds) expect([...new Set(facts.map(({ category }) => category))].sort()).toEqual([...kinds].sort());
  if (related !== undefined) expect(body.related).toHaveLength(related);
}
