import type { Event } from '../../../contracts/events.ts';
import type { Mail } from '../history.ts';
import { caseIdIn, type Index } from './index-of.ts';

/** A letter: to which mailbox, of which event, saying what. */
const letter = (to: string, id: string, type: string, subject: string) => `${to} ${id} ${type} ${subject}`;

/** Which mailboxes should hear of an event, and as what. */
function audience({ type, data }: Event): { readonly as: string; readonly to: readonly string[] } | undefined {
  const ids = (teams: readonly { readonly id: string }[]) => teams.map(({ id }) => id);
  switch (type) {
    case 'CaseRouted@1':
      return { as: 'case.routed', to: [data.team.id] };
    case 'SharingChanged@1':
      return { as: 'case.changed', to: ids(data.teams) };
    case 'ReferralCancelled@1':
      return { as: 'case.cancelled', to: ids(data.teams) };
    case 'SafeguardingOverdue@1':
      return { as: 'case.overdue', to: [data.team.id] };
    case 'ReferralReceived@1':
      return { as: 'referral.received', to: [data.team ?? data.organisation] };
    case 'ReferrerToBeTold@1':
    case 'HoldReminded@1':
      return { as: 'referral.updated', to: [data.team ?? data.organisation] };
    default:
      return undefined;
  }
}

/** In the mailboxes is what should be there, each letter once, and nothing else; and a mark beside each. */
export function delivered({ history, events, all, streams }: Index): string[] {
  const due = new Set<string>();
  for (const { commit, event, index } of events) {
    const subject = caseIdIn(commit.stream);
    const heard = subject === undefined ? undefined : audience(event);
    for (const to of heard?.to ?? []) due.add(letter(to, `${commit.stream}:${commit.seq}:${index}`, heard?.as ?? '', subject ?? ''));
  }
  const faults: string[] = [];
  const there = new Set<string>();
  for (const { commit, event } of all('Delivered@1')) {
    const mailbox = commit.stream.replace(/^mailbox#/, '');
    const found = letter(mailbox, event.data.id, event.data.type, event.data.subject);
    if (there.has(found)) faults.push(`twice: ${found}`);
    if (!due.has(found)) faults.push(`to nobody’s knowledge due: ${found}`);
    if (!streams.has(`delivery#${mailbox}#${event.data.id}`)) faults.push(`without its mark: ${found}`);
    there.add(found);
  }
  if (history.settled) for (const each of due) if (!there.has(each)) faults.push(`never came: ${each}`);
  return faults;
}

/** Positions count from one; what is read is what is kept; nobody has acknowledged what is not there. */
export function positions({ history, all, streams }: Index): string[] {
  const faults: string[] = [];
  for (const [name, mail] of history.mailboxes ?? []) {
    mail.forEach(({ position }, at) => {
      if (position !== at + 1) faults.push(`${name} has ${position} in place ${at + 1}`);
    });
    const kept = (streams.get(`mailbox#${name}`) ?? []).flatMap(({ seq, events }) =>
      events.flatMap((event) => (event.type === 'Delivered@1' ? [said({ position: seq, ...event.data })] : [])),
    );
    // Read while more may still come, a mailbox is a beginning of what is kept.
    const read = mail.map(said);
    if (read.some((each, at) => kept[at] !== each) || (history.settled && read.length !== kept.length))
      faults.push(`${name} reads as other than it is kept`);
  }
  for (const { commit, event } of all('MailboxAcknowledged@1')) {
    const name = commit.stream.replace(/^acknowledgements#/, '').replace(/\..*$/, '');
    if (event.data.position > (streams.get(`mailbox#${name}`)?.length ?? 0)) faults.push(`${name} is acknowledged beyond its end`);
  }
  return faults;
}

const said = ({ position, id, type, subject }: Mail): string => `${position} ${id} ${type} ${subject}`;
