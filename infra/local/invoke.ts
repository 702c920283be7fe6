import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { Clock } from '../../functions/store/ports.ts';
import type { Outstanding } from './outstanding.ts';

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** A function ran longer than the topology gives it. It may still be running, as its effects may still happen. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

export interface Invocation {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** Runs a function as Lambda would: with a context, no longer than its timeout, and noted as outstanding meanwhile. */
export function invoker<E, R>(
  handler: Handler<E, R>,
  { name, timeoutSeconds, memoryMb }: Invocation,
  { outstanding, clock }: { readonly outstanding: Outstanding; readonly clock: Clock },
): (event: E, requestId?: string) => Promise<R> {
  return async (event, requestId = randomUUID()) => {
    const deadline = performance.now() + timeoutSeconds * 1000;
    const context: Context = {
      callbackWaitsForEmptyEventLoop: false,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:eu-west-2:000000000000:function:${name}`,
      memoryLimitInMB: String(memoryMb),
      awsRequestId: requestId,
      logGroupName: name,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
      done: () => undefined,
      fail: () => undefined,
      succeed: () => undefined,
    };
    const end = outstanding.begin(clock.now().toISOString());
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TimedOut(`${name} ran longer than ${timeoutSeconds} s`)), timeoutSeconds * 1000);
    });
    const running = Promise.resolve()
      .then(() => handler(event, context))
      .finally(end);
    try {
      return await Promise.race([running, timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
}
