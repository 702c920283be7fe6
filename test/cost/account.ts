import { topology } from '../../infra/topology.ts';
import { prices, requestsPerMessage, warmMs } from './prices.ts';
import { sumOf, type Units, unitsOf } from './units.ts';
import type { Done, Phase, Walked } from './walk.ts';

/** What one phase of one referral consumes, in what AWS charges for. */
export interface Account extends Units {
  /** Requests that API Gateway passes on. */
  readonly requests: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly events: number;
  /** Requests to SQS. */
  readonly messages: number;
  /** Calls to DynamoDB through the SDK. */
  readonly calls: number;
}

/** A key is put in a transaction with 24 others: two write units, whatever it seals. */
const perKey: Units = { read: 0, write: 2, itemsRead: 0, itemsWritten: 1 };
const keysPerCall = 25;

export function accountOf(phase: Phase, { ran, calls, keys, events }: Done): Account {
  const functions = Object.entries(ran) as [Walked, number][];
  const units = sumOf([...calls.map(unitsOf), ...Array.from({ length: keys }, () => perKey)]);
  return {
    ...units,
    requests: phase === 'consumers' ? 0 : 1,
    invocations: functions.reduce((sum, [, times]) => sum + times, 0),
    gigabyteSeconds: functions.reduce(
      (sum, [name, times]) => sum + times * (topology[name].memoryMb / 1_024) * ((warmMs[name] ?? 0) / 1_000),
      0,
    ),
    events,
    messages: events * requestsPerMessage,
    calls: calls.length + keys / keysPerCall,
  };
}

/** The price of a million of something that costs so much of each, in US dollars, by what is charged for. */
export function priceOf(account: Account) {
  const { million } = prices;
  const parts = {
    writes: account.write * million.writeUnits,
    reads: account.read * million.readUnits,
    bus: account.events * million.events,
    queues: account.messages * million.messages,
    gateway: account.requests * million.requests,
    functions: account.invocations * million.invocations + account.gigabyteSeconds * 1_000_000 * prices.gigabyteSecond,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}
