import { statutoryDuty } from '../../../functions/cases/case.ts';
import { agreementAt } from './in-force.ts';
import { dataIn, type Index } from './index-of.ts';

/** Each team a case is routed to has a decision for it before or beside, which permits something. */
export function decided({ all, until }: Index): string[] {
  return all('CaseRouted@1').flatMap(({ commit: { stream, seq }, event }) => {
    const { id } = event.data.team;
    const decisions = dataIn(until(stream, seq), 'SharingDecided@1').filter(({ to }) => to.team === id);
    if (decisions.length === 0) return [`${stream} goes to ${id} without a decision`];
    return decisions.at(-1)?.rulings.some(({ outcome }) => outcome === 'permit')
      ? []
      : [`${stream} goes to ${id}, and nothing is permitted`];
  });
}

const feats = new Set(['CaseAccepted@1', 'CaseDeclined@1', 'OutcomeRecorded@1', 'ConversationHeld@1']);

/**
 * The referrer hears of what a team did where an agreement in force then lets that organisation tell of progress, and
 * not where a duty led the case there. Where the history says that the person agreed, it hears when the first team takes
 * the case on. Does not open what is sealed: who agreed to what is in `toBeTold`.
 */
export function told(index: Index): string[] {
  const { history, until, isBefore, all, events } = index;
  const faults: string[] = [];
  for (const { commit } of all('ReferrerToBeTold@1')) {
    const feat = commit.events.find(({ type }) => feats.has(type));
    if (!feat || !('team' in feat.data) || typeof feat.data.team !== 'string') continue;
    const team = feat.data.team;
    const before = until(commit.stream, commit.seq);
    const [received] = dataIn(before, 'ReferralReceived@1');
    const routed = dataIn(before, 'CaseRouted@1').findLast((each) => each.team.id === team);
    if (!received || !routed) faults.push(`${commit.stream} was told of by a team that never had it`);
    else if (routed.reason === statutoryDuty) faults.push(`${commit.stream}: its referrer is told what a duty led to`);
    else if (!mayTell(index, routed.team.organisation, received.organisation, (at) => isBefore(at, commit)))
      faults.push(`${commit.stream}: its referrer is told of progress, and no clause lets it be`);
  }
  for (const caseId of history.toBeTold ?? []) {
    const first = events.find(({ commit, event }) => commit.stream === `case#${caseId}` && event.type === 'CaseAccepted@1');
    if (first && !first.commit.events.some(({ type }) => type === 'ReferrerToBeTold@1'))
      faults.push(`case#${caseId} was taken on, and its referrer is not told`);
  }
  return faults;
}

/** Whether some agreement in force then has a clause for telling of progress. */
function mayTell(index: Index, from: string, to: string, isEarlier: (commit: Index['history']['commits'][number]) => boolean): boolean {
  return [...index.streams].some(([stream, commits]) => {
    if (!/^agreement#[^~]+$/.test(stream)) return false;
    // Where only a clock tells the order, either may be so.
    const ends = index.history.order === 'appended' ? [commits.filter(isEarlier).length] : [...commits.keys()].map((at) => at + 1);
    return ends.some((end) =>
      agreementAt(commits.slice(0, end))?.clauses.some(
        (clause) =>
          clause.from === from &&
          clause.to.organisation === to &&
          clause.purpose === 'feedback' &&
          clause.categories.includes('progress') &&
          !clause.exclusions.includes('progress'),
      ),
    );
  });
}
