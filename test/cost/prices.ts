import type { FunctionName } from '../../infra/topology.ts';

/**
 * What things cost, as settings: list prices, check yours. Nobody’s discount, free tier or reserved capacity is in them.
 * In US dollars, for London (eu-west-2).
 */
export const prices = {
  region: 'eu-west-2',
  asOf: '2026-11',
  /** A million of each. */
  million: {
    writeUnits: 0.7423,
    readUnits: 0.1485,
    events: 1.0,
    messages: 0.4,
    requests: 1.16,
    invocations: 0.2,
  },
  /** Lambda on arm64, a GB for a second. */
  gigabyteSecond: 0.000_013_333_4,
} as const;

/** How long a warm function runs, in milliseconds: estimates, to be replaced by what your own functions report. */
export const warmMs: Readonly<Partial<Record<FunctionName, number>>> = { receive: 60, publish: 20, project: 30, deliver: 30, disclose: 60 };

/** SQS is asked three times for each message that goes through: to take it, to hand it over and to delete it. */
export const requestsPerMessage = 3;
