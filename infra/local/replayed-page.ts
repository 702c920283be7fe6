import type { ReplayedHere } from './replaying.ts';
import { table } from './terminal.ts';

/** What came of a replay, for the operator: what was published again, and how much of it each mailbox did not have. */
export function replayedPage({ commits, events, entries }: Pick<ReplayedHere, 'commits' | 'events' | 'entries'>): string {
  const rows = Object.entries(entries).map(([mailbox, count]) => [mailbox, String(count)]);
  const added = rows.reduce((sum, [, count]) => sum + Number(count), 0);
  return [
    `${events} events of ${commits} commits were published again. Each is in its mailbox once: what was there already was dropped.`,
    added === 0 ? 'No mailbox had missed any.' : `New in the mailboxes: ${added}`,
    ...(added === 0 ? [] : [table(['mailbox', 'new'], rows)]),
    'For worklists and lists: hub rebuild',
  ].join('\n');
}
