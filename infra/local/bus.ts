import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import { Envelope } from '../../contracts/events.ts';
import type { Bus, Clock } from '../../functions/store/ports.ts';
import { eventSource } from '../rules.ts';
import { compile } from './pattern.ts';

/** A rule of the bus: an EventBridge pattern, and where what matches goes. */
export interface Rule {
  readonly pattern: unknown;
  readonly target: (body: string) => void;
}

/**
 * The event bus: every envelope becomes an EventBridge event and goes to the target of each rule that matches it. An
 * envelope is parsed on its way, so that nothing but references can pass. What no rule matches is dropped, as on AWS.
 */
export function localBus({ rules, clock }: { readonly rules: readonly Rule[]; readonly clock: Clock }): Bus {
  const compiled = rules.map(({ pattern, target }) => ({ matches: compile(pattern), target }));
  return {
    publish: async (envelopes) => {
      const events = envelopes.map((envelope) => toEvent(Envelope.parse(envelope), clock.now()));
      for (const event of events) {
        const targets = compiled.filter(({ matches }) => matches(event));
        if (targets.length === 0) continue;
        const body = JSON.stringify(event);
        for (const { target } of targets) target(body);
      }
    },
  };
}

function toEvent(envelope: Envelope, now: Date): EventBridgeEvent<Envelope['type'], Envelope> {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': envelope.type,
    source: eventSource,
    account: '000000000000',
    time: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'eu-west-2',
    resources: [],
    detail: envelope,
  };
}
