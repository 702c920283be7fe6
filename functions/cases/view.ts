import { referralFacts } from '../../contracts/referral.ts';
import type { CaseView, ViewFact } from '../../contracts/replies/cases.ts';
import { earliest } from '../../policies/clauses/rule.ts';
import type { Decision } from '../../policies/decide.ts';
import { explain, whatToAsk } from '../../policies/explain.ts';
import { isKeptApart, kindsOf, minimise, type PermittedFact } from '../../policies/minimise.ts';
import type { Partnership } from '../../policies/partnership/index.ts';
import { isTrained } from '../../policies/partnership/trained-roles.ts';
import type { Recorded } from '../../policies/said.ts';
import type { Caller } from '../edge/caller.ts';
import { hasIt, type RoutedTeam } from './case.ts';
import type { Circumstances } from './circumstances.ts';
import type { Disclosing, Facts } from './disclosure.ts';
import { type Latest, latestOf, withLatest } from './latest.ts';
import { precautionsOf, withoutLetters } from './precautions.ts';
import { contactRuling, tierTold } from './questions.ts';

/** What a summary in a worklist may hold of what a view does: who it is about, and what with. */
const summaryFields: ReadonlySet<string> = new Set(['name', 'needs', 'safeContact']);

/** The team’s own standing in a case that was routed to it; a team that declined has none. */
const ownTeam = ({ state }: Circumstances, team: string | undefined): RoutedTeam | undefined =>
  state.teams.find((each) => each.id === team && hasIt(each));

/** Who reads what a team has: the team, and the organisation of whoever reads. */
type TeamMember = Pick<Caller, 'team' | 'organisation'>;

/**
 * A disclosure to a team of a case it has: from whom, and what for. Where several agencies sit at one team, each of the
 * others receives what it sees there from the team’s own organisation, as itself: nothing it may not have comes to it by
 * way of a colleague’s. To anyone else of another organisation the case is not there.
 */
export function toTeam(
  { team, organisation }: TeamMember,
  { places }: Pick<Partnership, 'places'>,
): Pick<Disclosing<unknown>, 'recipient' | 'from' | 'purpose'> {
  const isMember = (own: RoutedTeam) => places.teams.get(own.id)?.members?.includes(organisation) ?? false;
  return {
    recipient: (circumstances) => {
      const own = ownTeam(circumstances, team);
      const reads = own && (own.organisation === organisation || isMember(own));
      return reads ? { organisation, team: own.id, kind: own.kind } : undefined;
    },
    from: (circumstances) => {
      const own = ownTeam(circumstances, team);
      if (own && own.organisation !== organisation) return own.organisation;
      return own?.from ?? circumstances.state.received.organisation;
    },
    purpose: (circumstances) => ownTeam(circumstances, team)?.purpose ?? circumstances.state.received.purpose,
  };
}

/** Everything a team may see of a case, or with `summary` only who it is about and what with. */
export function teamView(caller: TeamMember, partnership: Partnership, extent: 'whole' | 'summary'): Disclosing<CaseView> {
  const flow = toTeam(caller, partnership);
  return {
    ...flow,
    asked: askedOf,
    view: (facts, decision) => {
      const latest = latestOf(facts.said, facts.circumstances.state.caseId, decision.to);
      const minimal = facts.referral ? minimise(withLatest(facts.referral, latest), decision) : [];
      const permitted = isKeptApart(facts.referral, facts.circumstances.state) ? withoutLetters(minimal) : minimal;
      const shown = extent === 'whole' ? permitted : permitted.filter((fact) => summaryFields.has(fieldOf(fact)));
      return {
        facts: shown,
        view: viewOf(facts, decision, shown, { team: caller.team, from: flow.from(facts.circumstances), latest }, partnership),
      };
    },
  };
}

/**
 * What is held, and every kind of information a clause covers for each person: so that what a team is told to ask
 * does not tell it what the hub holds.
 */
function askedOf({ referral, between, owners }: Facts) {
  const held = referral ? kindsOf(referralFacts(referral)) : [];
  const categories = new Set(between.clauses.flatMap(({ clause }) => clause.categories));
  const people = owners.filter(({ role }) => role !== 'shared');
  const covered = people.flatMap(({ key }) => [...categories].map((category) => ({ owner: key, category })));
  // What is held only as collected for law enforcement is asked about as that: a permit for the rest would be for nothing.
  const pairs = new Set(held.map(({ owner, category }) => `${owner} ${category}`));
  return [...held, ...covered.filter(({ owner, category }) => !pairs.has(`${owner} ${category}`))];
}

/** The names on the way to a fact, without the places in lists: `name`, `needs`, `consent.answer`. */
const fieldOf = ({ pointer }: PermittedFact): string =>
  pointer
    .replace(/^\/people\/\d+/, '')
    .split('/')
    .filter((step) => step !== '' && !/^\d+$/.test(step))
    .join('.');

function viewOf(
  { circumstances, referral, between, owners, today }: Facts,
  decision: Decision,
  shown: readonly PermittedFact[],
  { team, from, latest }: { readonly team: string | undefined; readonly from: string; readonly latest: Latest },
  partnership: Partnership,
): CaseView {
  const { state } = circumstances;
  const own = ownTeam(circumstances, team);
  // That someone is known to the police, or to a surgery, is told on only with who referred them.
  const isReferrerTold = decision.rulings.some(({ category, outcome }) => category === 'referrer' && outcome === 'permit');
  const organisation = isReferrerTold ? state.received.organisation : from;
  const source = {
    organisation,
    name: partnership.organisations.get(organisation)?.name ?? organisation,
    on: referral?.referredOn ?? state.receivedAt.slice(0, 10),
  };
  const people = owners.flatMap(({ key, role }) => {
    const answer = latest.get(key);
    const said = answer ? { ...source, ...recorderOf(answer, partnership, source), on: answer.on } : source;
    const facts = shown
      .filter((fact) => fact.owner === key)
      .map((fact) => viewFact(fact, fieldOf(fact).startsWith('consent.') ? said : source));
    return facts.length > 0 ? [{ key, role, facts }] : [];
  });
  const visible = new Set(people.map(({ key }) => key));
  const covered = new Set(between.clauses.flatMap(({ clause }) => clause.categories));
  const asking = decision.rulings.filter(
    ({ owner, category }) =>
      covered.has(category) && (visible.has(owner) || owners.some((each) => each.key === owner && each.role === 'subject')),
  );
  const keptApart = isKeptApart(referral, state);
  const isReachable = contactRuling(decision, owners)?.outcome === 'permit';
  const isOwn = own?.organisation === decision.to.organisation;
  const isReviewNeeded = isOwn && keptApart && state.reviewed === undefined && isTrained(decision.to.reader);
  return {
    caseId: state.caseId,
    status: own?.status ?? 'awaiting',
    receivedAt: state.receivedAt,
    urgency: own?.urgency ?? state.received.urgency,
    // Where someone lives and what they need are theirs: told while they may be.
    area: (isReachable && own?.area) || null,
    tier: (referral && tierTold(minimise(referral, decision), owners)) ?? null,
    reason: own?.reason ?? '',
    precautions: precautionsOf({
      shown,
      isGuarded: keptApart || owners.some(({ role, isProtected }) => role === 'subject' && isProtected),
      mayContact: isReachable || own?.status === 'accepted',
      today,
    }),
    ...(isReviewNeeded ? { reviewNeeded: true } : {}),
    people,
    ...(people.length === 0 ? { notice: nothingShown } : {}),
    ask: whatToAsk({ ...decision, rulings: asking }, 'information-governance'),
    sharing: explain(
      { ...decision, rulings: decision.rulings.filter((ruling) => shown.some((fact) => fact.ruling === ruling)) },
      'recipient',
    ),
    validUntil: lastDayTold(decision) ?? null,
    links: {
      ...linksOf(state.caseId, isOwn),
      ...(isReviewNeeded ? { review: `/v1/cases/${state.caseId}/review` } : {}),
    },
  };
}

/** The last day a decision holds. The day before a child is 16 is told only where their date of birth may be known. */
function lastDayTold({ rulings }: Decision): string | undefined {
  const permits = rulings.filter(({ outcome }) => outcome === 'permit');
  const bornKnown = new Set(permits.flatMap(({ owner, category }) => (category === 'birth-date' ? [owner] : [])));
  const days = permits.map(({ owner, validUntil, toldUntil }) => (bornKnown.has(owner) ? validUntil : toldUntil));
  return days.reduce(earliest, undefined);
}

const nothingShown =
  'Nothing may be shown to you now. It may be for others of your team, or wait for an answer or an agreement: ask your team leader.';

function viewFact(fact: PermittedFact, source: ViewFact['source']): ViewFact {
  const { agreement, consents, duty } = fact.ruling;
  return {
    field: fieldOf(fact),
    category: fact.category,
    value: fact.value,
    source,
    sharedUnder: {
      ...(agreement ? { agreement: agreement.id, version: agreement.version, clause: agreement.clause } : {}),
      ...(consents && consents.length > 0 ? { consents: consents.map(({ id }) => id) } : {}),
      ...(duty ? { duty } : {}),
    },
  };
}

/** The organisation that recorded an answer: its team’s, or whoever referred. */
function recorderOf(
  { team }: Recorded,
  { places, organisations }: Partnership,
  referrer: Pick<ViewFact['source'], 'organisation' | 'name'>,
) {
  const organisation = team === undefined ? undefined : places.teams.get(team)?.organisation;
  return organisation === undefined ? referrer : { organisation, name: organisations.get(organisation)?.name ?? organisation };
}

/** Where a team acts on a case; a member organisation’s people read it, and act on nothing. */
const linksOf = (caseId: string, isOwn: boolean) => ({
  self: `/v1/cases/${caseId}`,
  ...(isOwn
    ? { acceptance: `/v1/cases/${caseId}/acceptance`, refusal: `/v1/cases/${caseId}/refusal`, outcome: `/v1/cases/${caseId}/outcome` }
    : {}),
});
