import type { Envelope } from '../../../contracts/events.ts';
import type { Commit } from '../../store/commit.ts';
import { caseOf } from '../../store/streams.ts';

/**
 * What the bus is told of a commit: references and codes, for the mailbox each concerns. A team hears of a case
 * routed to it, changed, taken back, or left for too long by nobody taking it on; a referrer that its referral was received, and later, where it may, that something came of it.
 */
export function envelopesOf(commit: Commit): Envelope[] {
  const subject = caseOf(commit.stream);
  if (!subject) return [];
  return commit.events.flatMap((event, index): Envelope[] => {
    const about = { id: `${commit.stream}:${commit.seq}:${index}`, at: commit.at, subject };
    switch (event.type) {
      case 'CaseRouted@1': {
        const { team, area, tier, urgency } = event.data;
        return [{ ...about, type: 'case.routed', to: { kind: team.kind, mailbox: team.id }, area, tier, urgency }];
      }
      case 'SharingChanged@1':
        return event.data.teams.map(({ id, kind }) => ({ ...about, type: 'case.changed', to: { kind, mailbox: id } }));
      case 'ReferralCancelled@1':
        return event.data.teams.map(({ id, kind }) => ({
          ...about,
          type: 'case.cancelled',
          to: { kind, mailbox: id },
          reason: event.data.reason,
        }));
      case 'SafeguardingOverdue@1': {
        const { id, kind } = event.data.team;
        return [{ ...about, type: 'case.overdue', to: { kind, mailbox: id }, urgency: 'emergency' }];
      }
      case 'ReferralReceived@1':
        return [{ ...about, type: 'referral.received', to: referrer(event.data) }];
      case 'ReferrerToBeTold@1':
      case 'HoldReminded@1':
        return [{ ...about, type: 'referral.updated', to: referrer(event.data) }];
      default:
        return [];
    }
  });
}

/** The mailbox of who sent a referral: of the team, if a team did. */
const referrer = ({ organisation, team }: { readonly organisation: string; readonly team?: string | undefined }): Envelope['to'] => ({
  kind: 'referrer',
  mailbox: team ?? organisation,
});
