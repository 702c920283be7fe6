import type { Envelope } from '../../contracts/events.ts';
import { conversation, statutoryDuty } from '../cases/case.ts';
import type { Commit } from '../store/commit.ts';
import type { MetricName } from './metrics.ts';

/** One value of a metric, in its unit. `of` is the value of the dimension it is told apart by, where it has one: a code, never content. */
export interface Measure {
  readonly name: MetricName;
  readonly value: number;
  readonly of?: string | undefined;
}

/**
 * What a commit counts. Read off what was decided and written down, in one place, and not where it happened: so what is
 * counted is what was audited, a repeat of a request counts nothing, and no step counts for itself. Pure.
 */
export function measuresOf({ events }: Pick<Commit, 'events'>): Measure[] {
  const received = events.find((event) => event.type === 'ReferralReceived@1');
  const source = received?.data.source;
  // What its sender is told later was counted when it came in; and a concern that went under a duty went somewhere.
  const wentNowhere = received !== undefined && !events.some(({ type }) => type === 'CaseRouted@1');
  return events.flatMap((event): Measure[] => {
    switch (event.type) {
      case 'ReferralReceived@1':
        return [one('ReferralsReceived', source)];
      case 'CaseRouted@1':
        return [one(routedAs(event.data.reason), event.data.team.kind)];
      case 'CaseHeld@1':
        return wentNowhere ? [one('ReferralsHeld', source)] : [];
      case 'CaseRefused@1':
        return wentNowhere ? [one('ReferralsRefused', source)] : [];
      case 'CaseDisclosed@1':
        return [one('Disclosures', event.data.to.kind ?? 'referrer')];
      default:
        return [];
    }
  });
}

const one = (name: MetricName, of: string | undefined): Measure => ({ name, value: 1, of });

function routedAs(reason: string): MetricName {
  if (reason === statutoryDuty) return 'Safeguarding';
  return reason === conversation ? 'ConversationsNeeded' : 'ReferralsRouted';
}

/** How long each event took from its commit to its mailbox. One that was brought again is measured again. Pure. */
export const lagsOf = (envelopes: readonly Pick<Envelope, 'at' | 'to'>[], now: Date): Measure[] =>
  envelopes.map(({ at, to }) => ({ name: 'DeliveryLag', value: now.getTime() - Date.parse(at), of: to.kind }));
