import { randomUUID } from 'node:crypto';
import { type Functions, functions } from '../../../infra/local/functions.ts';
import { createHub } from '../../../infra/local/runtime.ts';
import { seed } from '../../../infra/seed.ts';
import { commonest, recordCalls, recorded, type Trace } from '../../support/recorded-calls.ts';
import { consumersOff } from '../consumers.ts';
import { knownPeople, referralAbout, source } from '../messages.ts';
import { signIn } from '../sign-in.ts';

/** What the intake does with DynamoDB, by what it meets, and how it replies. */
export interface Recordings {
  /** About people whom the hub knows. */
  readonly known: readonly Trace[];
  /** About people never seen. */
  readonly new: readonly Trace[];
  readonly reply: string;
}

/**
 * Runs the real hub on a folder, sends it a referral about each of some people, and another about each, and says what its
 * intake asked of DynamoDB. What that wrote stays in the folder: in it the known are known.
 */
export async function record(dataDir: string): Promise<Recordings> {
  recordCalls();
  let last: Trace = [];
  const receive: Functions['http']['receive'] = (runtime) => {
    const handle = functions.http.receive(runtime);
    return async (event, context) => {
      const { value, trace } = await recorded(() => handle(event, context));
      last = trace;
      return value;
    };
  };
  const http = { ...functions.http, receive };
  const hub = await createHub({ port: 0, dataDir, seed, functions: { ...functions, http, changes: consumersOff } });
  try {
    const token = await signIn({ url: hub.url, dataDir }, source);
    let reply = '';
    const send = async (person: number): Promise<Trace> => {
      const answer = await fetch(`${hub.url}/v1/referrals/${source}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: referralAbout(person),
      });
      reply = await answer.text();
      if (answer.status !== 201) throw new Error(`the hub answered ${answer.status}: ${reply}`);
      return last;
    };
    const all = async (): Promise<Trace[]> => {
      const traces: Trace[] = [];
      for (let person = 0; person < knownPeople; person += 1) traces.push(await send(person));
      return commonest(traces);
    };
    return { new: await all(), known: await all(), reply };
  } finally {
    await hub.stop();
  }
}
