import type { EventData } from '../../../contracts/events.ts';
import { statutoryDuty } from '../../../functions/cases/case.ts';
import type { Commit } from '../../../functions/store/commit.ts';
import { duties, safetyDuty } from '../../../policies/law.ts';
import { agreementAt } from './in-force.ts';
import { dataIn, type Index } from './index-of.ts';

type Disclosure = EventData<'CaseDisclosed@1'>;
type Ruling = Disclosure['rulings'][number];

/** A disclosure, and what stood where it says it was read. */
interface Read {
  readonly data: Disclosure;
  readonly ofCase: readonly Commit[];
  readonly people: readonly Commit[];
  readonly agreement: (id: string) => readonly Commit[] | undefined;
}

function readBy({ until }: Index, data: Disclosure): Read {
  const at = (pattern: RegExp) => data.restsOn.filter(({ stream }) => pattern.test(stream));
  const commits = (pattern: RegExp) => at(pattern).flatMap(({ stream, seq }) => until(stream, seq));
  return {
    data,
    ofCase: commits(/^case#/),
    people: commits(/^person#/),
    agreement: (id) => {
      const [guard] = data.restsOn.filter(({ stream }) => stream.replace(/~\d+$/, '') === `agreement#${id}`);
      return guard && until(`agreement#${id}`, guard.seq);
    },
  };
}

/** Everything that was disclosed, decided again from what stood where it was read. */
export function disclosed(index: Index): string[] {
  return index.all('CaseDisclosed@1').flatMap(({ commit, event }) => {
    const read = readBy(index, event.data);
    const { facts, rulings } = event.data;
    const permits = rulings.filter(({ outcome }) => outcome === 'permit');
    const unruled = facts.filter(
      ({ owner, category, count }) => count > 0 && !permits.some((each) => each.owner === owner && each.category === category),
    );
    const isShown = facts.some(({ count }) => count > 0);
    return [
      ...missing(read),
      ...unruled.map(({ owner, category }) => `${category} of ${owner} left without a permit`),
      ...(isShown ? standingFaults(read) : []),
      ...permits.flatMap((ruling) => rulingFaults(ruling, read, index)),
      ...(event.data.validUntil !== undefined && dayOf(commit.at) > event.data.validUntil ? ['its permit had run out'] : []),
    ].map((fault) => `${commit.stream}:${commit.seq}: ${fault}`);
  });
}

/** The day in the United Kingdom at a moment. */
const dayOf = (at: string): string => new Date(at).toLocaleDateString('en-CA', { timeZone: 'Europe/London' });

/** What it should rest on: the case, each of its people and whom they may be, what reaches the recipient, each agreement. */
function missing({ data, ofCase }: Read): string[] {
  const [received] = dataIn(ofCase, 'ReferralReceived@1');
  const people = received?.people ?? [];
  const due = [
    `case#${data.caseId}`,
    ...people.map(({ personId }) => `person#${personId}`),
    ...people.flatMap(({ likeness }) => (likeness === undefined ? [] : [`likeness#${likeness}`])),
    `register#${data.to.organisation}`,
    ...data.rulings.flatMap(({ outcome, agreement }) => (outcome === 'permit' && agreement ? [`agreement#${agreement.id}`] : [])),
  ];
  const rests = new Set(data.restsOn.map(({ stream }) => stream.replace(/~\d+$/, '')));
  return [...new Set(due)].filter((stream) => !rests.has(stream)).map((stream) => `does not rest on ${stream}`);
}

/** The recipient had the case: it was routed to that team and not taken back since; or it is who sent it. What is destroyed is shown to no team. */
function standingFaults({ data: { to }, ofCase }: Read): string[] {
  if (to.team === undefined) {
    const [received] = dataIn(ofCase, 'ReferralReceived@1');
    return received?.organisation === to.organisation ? [] : ['shown to an organisation that did not send it'];
  }
  let had = false;
  for (const { events } of ofCase) {
    for (const { type, data } of events) {
      if (type === 'CaseRouted@1' && data.team.id === to.team) had = true;
      if (type === 'ReferralCancelled@1' && data.teams.some(({ id }) => id === to.team)) had = false;
      if (type === 'ContentDestroyed@1') return ['shown after it was destroyed'];
    }
  }
  return had ? [] : ['shown to a team that did not have it'];
}

function rulingFaults(ruling: Ruling, read: Read, index: Index): string[] {
  const { owner, category, duty, agreement } = ruling;
  const fault = (text: string) => [`${category} of ${owner} ${text}`];
  if (duty !== undefined) return isDuty(ruling, read) ? [] : fault('was permitted by a duty that the team does not hold');
  if (!agreement) return fault('was permitted by nothing');
  const inForce = agreementAt(read.agreement(agreement.id) ?? []);
  if (inForce?.version !== agreement.version) return fault(`was permitted by ${agreement.id}, which was not in force`);
  const { today, to, purpose } = read.data;
  if (today < inForce.inForceFrom || today > inForce.inForceUntil) return fault(`was permitted by ${agreement.id} outside its dates`);
  const clause = inForce.clauses.find(({ id }) => id === agreement.clause);
  const isFor =
    clause?.purpose === purpose &&
    clause.to.organisation === to.organisation &&
    (clause.to.teamKinds ? to.kind !== undefined && clause.to.teamKinds.includes(to.kind) : to.kind === undefined);
  if (!clause || !isFor) return fault(`was permitted by a clause of ${agreement.id} that is for others`);
  if (!clause.categories.includes(category) || clause.exclusions.includes(category)) return fault(`is not covered by ${agreement.id}`);
  return fallen(ruling, read, index).map((id) => `${category} of ${owner} was permitted by ${id}, which was withdrawn`);
}

function isDuty({ category, duty }: Ruling, { data: { to }, ofCase }: Read): boolean {
  if (duty === safetyDuty.id) return category === safetyDuty.category && to.kind !== undefined && safetyDuty.teamKinds.includes(to.kind);
  const held = duties.find(({ id }) => id === duty);
  const routed = dataIn(ofCase, 'CaseRouted@1').some(({ team, reason }) => team.id === to.team && reason === statutoryDuty);
  return held?.teamKind === to.kind && held?.categories.includes(category) === true && routed;
}

/** The consents it names that had been withdrawn by then: themselves, or as earlier answers of the kind that was. */
function fallen({ consents = [] }: Ruling, { people }: Read, { all, until }: Index): string[] {
  const withdrawals = people.flatMap((commit) => dataIn([commit], 'ConsentWithdrawn@1').map((data) => ({ at: commit.at, data })));
  return consents.flatMap(({ id }) => {
    const [caseId = '', key] = id.split('.');
    const recorded = all('ConsentRecorded@1').find(({ event }) => event.data.consentId === id);
    const first = key === undefined ? undefined : until(`case#${caseId}`, 1)[0];
    const [received] = first ? dataIn([first], 'ReferralReceived@1') : [];
    const given = recorded ? { at: recorded.commit.at, ...recorded.event.data } : received && first && { at: first.at, ...received };
    const isFallen = withdrawals.some(
      ({ at, data }) =>
        data.consentId === id ||
        (given !== undefined &&
          given.at < at &&
          data.organisation === given.organisation &&
          data.purpose === given.purpose &&
          data.purpose !== undefined &&
          isOf(data.consentId, id, all)),
    );
    return isFallen ? [id] : [];
  });
}

/** Whether two answers in one case were given by the same one of its people. Of other cases only the very one is looked at. */
function isOf(one: string, other: string, all: Index['all']): boolean {
  const ownerOf = (id: string) => {
    const recorded = all('ConsentRecorded@1').find(({ event }) => event.data.consentId === id)?.event.data;
    return recorded?.caseId !== undefined ? `${recorded.caseId}.${recorded.person}` : id;
  };
  return ownerOf(one) === ownerOf(other);
}

/** Each head that a disclosure rests on was there, and was the last, when it was committed. */
export function moved(index: Index): string[] {
  return index.all('CaseDisclosed@1').flatMap(({ commit, event }) =>
    event.data.restsOn.flatMap(({ stream, seq }) => {
      const name = `${commit.stream}:${commit.seq} rests on ${stream}:${seq}`;
      const commits = index.streams.get(stream) ?? [];
      if (seq > commits.length) return [`${name}, which is not there`];
      const next = commits[seq];
      return next && index.isBefore(next, commit) ? [`${name}, which had moved`] : [];
    }),
  );
}
