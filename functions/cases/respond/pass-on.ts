import type { Event } from '../../../contracts/events.ts';
import type { Fault } from '../../../contracts/problem.ts';
import type { Passed } from '../../../contracts/replies/cases.ts';
import { type Purpose, TeamKind } from '../../../contracts/vocabulary.ts';
import { anyReader } from '../../../policies/clauses/rule.ts';
import type { Decision } from '../../../policies/decide.ts';
import { inWords } from '../../../policies/explain.ts';
import { doorNamed, type Places, type Team, teamNamed } from '../../../policies/places.ts';
import type { Book } from '../../agreements/book.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Head } from '../../store/ports.ts';
import { statutoryDuty } from '../case.ts';
import type { Aftermath } from './aftermath.ts';
import { aboutFor, areaTold, askedFor, type Offer, type Offering, offer, type Seen } from './offer.ts';

/** What is shared for, by whom it is passed on to. A statutory duty is not among them: it moves between its doors alone. */
const purposeFor: Readonly<Record<TeamKind, Purpose>> = {
  'early-help-hub': 'allocation',
  'family-support': 'allocation',
  'local-area-coordinator': 'introduction',
  'community-organisation': 'support',
  'first-contact': 'support',
  'ward-team': 'support',
  'first-response': 'support',
  'adult-safeguarding': 'support',
};

/** Who agrees which family is helped by whom: hubs and family support are reached by way of these alone. */
const allocates: ReadonlySet<TeamKind> = new Set<TeamKind>(['first-response', 'early-help-hub']);
const byFirstResponse = 'Families come to this team by way of First Response.';
const takenBack = 'Who sent the referral took it back, so it goes to nobody new.';

/**
 * Passes a case on: each team is decided on afresh, from the passing team’s organisation, by what is agreed between the
 * two and by what each person has said. A safeguarding concern at the wrong door goes to the other door under the duty held
 * there. What may go is routed; for what may not the reply says what to ask. Refuses with
 * every name that stands for no team (`schema-faults`), and, if no team may have it, with why for each and what to ask
 * (`state-conflict`): then nothing was done, and the same may be sent again once the answers are recorded.
 */
export async function passOn(
  names: readonly string[],
  seen: Seen,
  reader: string | undefined,
  book: Book,
  places: Places,
): Promise<Result<Aftermath & { readonly passed: readonly Passed[] }>> {
  const shown = await shownTo(seen, reader, book);
  const found = teamsFor(names, seen, shown, places);
  if (!found.ok) return found;
  const offers: Offer[] = [];
  const passed: Passed[] = [];
  for (const team of found.value) {
    const offering = offeringOf(team, seen, places);
    if (typeof offering === 'string') {
      passed.push({ team: team.id, name: team.name, outcome: 'refused', reason: offering });
      continue;
    }
    const offered = await offer(seen, offering, book, places);
    offers.push(offered);
    passed.push(
      passedOf(offered, offered.isTaken || offered.contact?.outcome === 'hold' ? await asksFor(offering, seen, shown, book) : []),
    );
  }
  if (!passed.some(({ outcome }) => outcome === 'passed')) {
    return refuse(
      'state-conflict',
      passed.map(({ outcome, name, reason, ask = [] }, index): Fault => {
        const detail = [`${name}: nothing was passed on, and the case stays with you.`, reason, ...ask].join(' ');
        return { pointer: `/to/${index}`, code: outcome, detail };
      }),
    );
  }
  const events: Event[] = offers.flatMap((each) => each.events);
  const rests: Head[] = offers.flatMap((each) => each.rests);
  return ok({ events, rests, passed });
}

/**
 * How a team is offered a case: a door by a door, under the duty it holds, whatever was agreed and whoever took it back;
 * anyone else by what is agreed. Or, in a sentence, why it may not even be asked about.
 */
function offeringOf(team: Team, { own, circumstances: { state } }: Seen, places: Places): Offering | string {
  const passedBy = own.id;
  if (own.reason === statutoryDuty && doorNamed(team.id, places)) {
    // What a door may know beside the concern is what it, or the first door, may know by agreement.
    const { from, purpose } = state.teams.find(({ id }) => id === team.id) ?? own;
    return { team, basis: { from, purpose }, reason: statutoryDuty, passedBy };
  }
  if (state.cancelled !== undefined) return takenBack;
  const purpose = purposeFor[team.kind];
  if (purpose === 'allocation' && !allocates.has(own.kind)) return byFirstResponse;
  return { team, basis: { from: own.organisation, purpose }, reason: 'passed-on', passedBy };
}

/**
 * Held: asking may change it. Passed: so much as may go has gone, and asking may let more follow. Anything else is refused
 * alike, but for what the published agreements say themselves.
 */
function passedOf({ team: { id: team, name }, contact, isAgreed, isTaken }: Offer, ask: readonly string[]): Passed {
  if (isTaken) return { team, name, outcome: 'passed', ...(ask.length > 0 ? { ask } : {}) };
  if (contact?.outcome === 'hold') return { team, name, outcome: 'held', reason: contact.sentence, ask };
  const reason = isAgreed ? 'It may not be shared with this team.' : 'No agreement covers passing it on to this team.';
  return { team, name, outcome: 'refused', reason };
}

/** What the passing team is shown of a case now: whom it knows of. */
async function shownTo(seen: Seen, reader: string | undefined, book: Book): Promise<Decision> {
  const { own } = seen;
  const to = { organisation: own.organisation, team: own.id, kind: own.kind, reader };
  return (await askedFor(seen, to, own, book, { withDuty: true })).decision;
}

/**
 * What to ask of each person the passing team knows of, so that a team may have all that an agreement lets it have,
 * whether or not the hub holds any of it. Of several, each question says of whom.
 */
async function asksFor({ team, basis }: Offering, seen: Seen, shown: Decision, book: Book): Promise<string[]> {
  if (basis.from !== seen.own.organisation) return [];
  const { clauses } = await book.between(basis.from, team.organisation, seen.fresh);
  const covered = clauses.flatMap(({ clause }) =>
    clause.purpose === basis.purpose && clause.to.teamKinds?.includes(team.kind) ? clause.categories : [],
  );
  const people = new Set(shown.rulings.flatMap(({ owner, outcome }) => (outcome === 'permit' && owner !== 'shared' ? [owner] : [])));
  const kinds = [...people].flatMap((owner) => [...new Set(covered)].map((category) => ({ owner, category })));
  const to = { organisation: team.organisation, team: team.id, kind: team.kind, reader: anyReader };
  const { decision } = await askedFor(seen, to, basis, book, { kinds });
  return [...people].flatMap((person) => {
    const asks = inWords(decision.rulings.flatMap(({ owner, asks: each = [] }) => (owner === person ? each : [])));
    return people.size > 1 ? asks.map((ask) => `${person}: ${ask}`) : asks;
  });
}

/** The teams that names stand for. A kind is looked up by where the person lives, if the passing team may know that. */
function teamsFor(names: readonly string[], seen: Seen, shown: Decision, places: Places): Result<readonly Team[]> {
  const { own } = seen;
  const teams = names.map((name) => {
    const kind = TeamKind.safeParse(name);
    if (!kind.success) return places.teams.get(name);
    return teamNamed(name, areaTold(seen, shown, aboutFor(seen, kind.data, places), places), places);
  });
  const faults = teams.flatMap((team, index): Fault[] => {
    const pointer = `/to/${index}`;
    if (team?.id === own.id) return [{ pointer, code: 'own-team', detail: 'must be another team: it is with this one already' }];
    if (team && teams.indexOf(team) < index) return [{ pointer, code: 'repeated', detail: 'must name each team once' }];
    if (team) return [];
    return [
      TeamKind.safeParse(names[index]).success
        ? { pointer, code: 'team-not-certain', detail: notCertain }
        : { pointer, code: 'unknown-team', detail: unknown },
    ];
  });
  if (faults.length > 0) return refuse('schema-faults', faults);
  return ok(teams.flatMap((team) => team ?? []));
}

const notCertain = 'must be the id of one team: there are several of this kind or none, or where the person lives is not known to you';
const unknown = `must be the id of a team, or a kind of team: ${TeamKind.options.join(', ')}`;
