import type { AgreementInput } from '../../contracts/agreement.ts';
import type { Result } from '../../functions/edge/result.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { fireSafeAndWell } from '../../policies/partnership/agreements/fire-safe-and-well.ts';
import { jobCentreIntroductions } from '../../policies/partnership/agreements/job-centre-introductions.ts';
import { example } from '../support/examples.ts';
import type { Answer, World } from '../support/world.ts';

/** One thing that can be asked of the hub, repeatable: what is there before, and the request. */
export interface Scenario {
  readonly name: string;
  /** Gives what the request is about. */
  readonly given?: (hub: World) => Promise<string>;
  readonly send: (hub: World, subject: string) => Promise<Answer>;
  /** What happens beside it at a call that is delayed; left out, the same again from a client that did not wait. */
  readonly meanwhile?: (hub: World, subject: string) => Promise<unknown>;
  /** What it is, where it is an operator’s own act and no request: `suspend fire-safe-and-well`. */
  readonly act?: string;
  /** The agreements in force; left out, the Job Centre’s and the fire service’s. */
  readonly agreements?: readonly AgreementInput[];
  /** Words that are sent as content, and are nowhere else. */
  readonly words?: readonly string[];
  /** Its people agreed that the referrer hears of it. */
  readonly isToBeTold?: true;
  /** Whatever is said in it of a person as such covers what is held in it. */
  readonly letsGo?: true;
  /** Teams’ own systems take their mail, and say so. */
  readonly takesMail?: true;
  /** The one port at which it goes wrong, where it is like another scenario everywhere else. */
  readonly only?: 'objects';
  /** How many calls of one method stand for all of them, where they are alike: it reads a table in segments. */
  readonly alike?: number;
  /** What is asked while every write meets another is given all the same, with less in it. */
  readonly isGivenAnyway?: true;
}

export const agreementsOf = ({ agreements = [jobCentreIntroductions, fireSafeAndWell] }: Scenario) => agreements;

const answer = (status: number, body: unknown = {}): Answer => ({
  status,
  headers: status === 503 ? { 'retry-after': '2' } : {},
  body,
});

/** An operator’s function as an answer: what it refuses because it is so already is as good as done. */
export async function operated(work: Promise<Result<unknown>>): Promise<Answer> {
  return started(async () => {
    const done = await work;
    if (!done.ok && done.refusal.code === 'busy') throw new Unavailable('busy');
    if (!done.ok && done.refusal.code !== 'state-conflict') throw new Error(done.refusal.code);
  });
}

/** A function that a clock or an operator starts, as an answer. */
export async function started(run: () => Promise<unknown>): Promise<Answer> {
  try {
    await run();
    return answer(200);
  } catch (error) {
    return answer(error instanceof Unavailable ? 503 : 500);
  }
}

export const coordinator = 'coordinator-northgate';

/** Luke’s referral, with his coordinator; gives its reference. */
export async function routed(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key: 'given' });
  await hub.settle();
  return body.referralId;
}

export async function accepted(hub: World): Promise<string> {
  const subject = await routed(hub);
  await hub.post(`/v1/cases/${subject}/acceptance`, { as: coordinator, body: {}, key: 'given' });
  return subject;
}

/** Walter’s referral, who was not asked. */
export function notAsked(hub: World, key: string): Promise<Answer> {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const body = { ...message, occupants: [{ ...walter, consent: { answer: 'not-asked' } }] };
  return hub.post('/v1/referrals/fire', { as: 'fire', body, key });
}

/** The same, held; gives its reference. */
export async function held(hub: World): Promise<string> {
  const { body } = await notAsked(hub, 'given');
  await hub.settle();
  return body.referralId;
}

/** What someone may say to the fire service of First Contact. */
export const agreed = {
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'need'],
  engagement: 'agreed',
};
export const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
export const concern = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises, and afraid of her son' };
