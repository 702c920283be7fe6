import { Agreement, ReasonOutOfForce } from '../../contracts/agreement.ts';
import { activate, type Changed, resume, takeOutOfForce } from '../../functions/agreements/change.ts';
import { type Standing, standingOf } from '../../functions/agreements/standing.ts';
import type { Result } from '../../functions/edge/result.ts';
import { ukDate } from '../../functions/edge/time.ts';
import type { Clock } from '../../functions/store/ports.ts';
import { streams } from '../../functions/store/streams.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { agreementPage, reasonOf, shortStatus } from './agreement-page.ts';
import { systemClock } from './open-runtime.ts';
import { actor, type OperatedHub, Refused, settled } from './operator.ts';
import { ukMoment } from './terminal.ts';

/** What an operator does with the agreements of a running hub, and what an information governance lead reads of them. */

type Store = Pick<OperatedHub, 'store'>;

/** What becomes of what is sent while an agreement is out of force: it does not wait. */
export const meanwhile = {
  suspended:
    'What is sent meanwhile under this agreement alone is refused, and does not wait: after it resumes, send it again under a new Idempotency-Key.',
  ended: 'What is sent from now on under this agreement alone is refused.',
} as const;

/** Suspends or ends an agreement: from when this resolves, disclosures go by it. Refuses a reason that is not a code. */
export async function takeAgreementOutOfForce(
  { store }: Store,
  id: string,
  status: 'suspended' | 'ended',
  reason: string,
): Promise<Changed> {
  if (!ReasonOutOfForce.safeParse(reason).success)
    throw new Refused('--reason takes a code in lower case with hyphens, such as review-overdue: it is kept for good.');
  return changed(await takeOutOfForce({ store, clock: systemClock }, id, status, reason, actor), { store }, id);
}

/** Puts a suspended agreement back in force, as it was. */
export async function resumeAgreement({ store }: Store, id: string): Promise<Changed> {
  return changed(await resume({ store, clock: systemClock }, id, actor), { store }, id);
}

/** Puts an agreement of the demonstration county in force: one that was added since, or a new version. */
export async function activateAgreement({ store }: Store, id: string): Promise<Changed> {
  const agreement = agreements.find((each) => each.id === id);
  if (!agreement) throw unknown(id);
  return changed(await activate({ store, clock: systemClock }, agreement, actor), { store }, id);
}

/** The demonstration county’s agreements as they stand: id, version, status, review by, last day, title. */
export function agreementRows({ store }: Store, clock: Clock = systemClock): Promise<string[][]> {
  return Promise.all(
    agreements.map(async ({ id, version: listed }) => {
      const { agreement, standing } = await look({ store }, id);
      const { version, title, reviewBy, inForceUntil } = agreement;
      const waiting = listed > version ? ` (${listed} to activate)` : '';
      return [id, `${version}${waiting}`, shortStatus(agreement, standing, ukDate(clock.now())), reviewBy, inForceUntil, title];
    }),
  );
}

/** One agreement on a page: the text that was last put in force, or that of its file if none was. */
export async function showAgreement({ store }: Store, id: string, clock: Clock = systemClock): Promise<string> {
  const { agreement, standing } = await look({ store }, id);
  return agreementPage(agreement, standing, ukDate(clock.now()));
}

async function look({ store }: Store, id: string): Promise<{ agreement: Agreement; standing: Standing | undefined }> {
  const standing = standingOf(await store.read(streams.agreement(id)));
  if (standing) return { agreement: standing.agreement, standing };
  const listed = agreements.find((each) => each.id === id);
  if (!listed) throw unknown(id);
  return { agreement: Agreement.parse(listed), standing: undefined };
}

/** What came of a change; where the agreement is in no state that allows it, a sentence that says which state it is in. */
async function changed(result: Result<Changed>, hub: Store, id: string): Promise<Changed> {
  if (result.ok) return result.value;
  if (result.refusal.code === 'not-found' || result.refusal.code === 'state-conflict') {
    const { standing } = await look(hub, id);
    throw new Refused(standing ? `${id}${alreadyIn(standing)}` : `${id} was never put in force. To do so: hub agreement activate ${id}`);
  }
  return settled(result);
}

function alreadyIn(standing: Standing): string {
  const { agreement, status } = standing;
  const { version } = agreement;
  const since = ukMoment(standing.since);
  if (status === 'active') return `, version ${version}, is in force already, since ${since}.`;
  if (status === 'suspended') return `, version ${version}, is suspended, since ${since} (${reasonOf(standing)}).`;
  return `, version ${version}, has ended for good, on ${since} (${reasonOf(standing)}). Only a new version can be put in force.`;
}

const unknown = (id: string): Refused =>
  new Refused(`There is no agreement ${id}. There are: ${agreements.map((each) => each.id).join(', ')}`);
