import { factsOf } from '../../contracts/categories.ts';
import { ConsentStatement } from '../../contracts/consent.ts';
import { type OwnedFact, referralFacts } from '../../contracts/referral.ts';
import type { CaseView } from '../../contracts/replies/cases.ts';
import { openCase } from '../../functions/cases/content.ts';
import { recordedIn } from '../../functions/consents/said.ts';
import type { Commit } from '../../functions/store/commit.ts';
import type { World } from '../support/world.ts';
import type { Exchange } from './exchange.ts';
import { followed, prefix } from './plant.ts';

const markers = new RegExp(`${prefix}[a-z0-9]*`, 'gi');

/** Every marker, and every value that is followed, in a value. */
function saidIn(value: unknown): string[] {
  if (typeof value === 'string') return followed.has(value) ? [value] : (value.match(markers) ?? []);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(saidIn) : [];
}

const kindOf = (owner: string, category: string) => `${owner} ${category}`;

export interface Strays {
  /** How many things that were said were compared with what may be seen. */
  readonly compared: number;
  readonly found: readonly string[];
}

/**
 * What anyone said that is in a view and should not be: with a person, or as a kind of information, that it was not told
 * of; of a kind that no decision permitted for whom it is of and whom it was shown to; or outside the facts altogether.
 * Views of cases whose content was destroyed are left out: there is nothing to compare them with.
 */
export async function straysIn(exchanges: readonly Exchange[], hub: World): Promise<Strays> {
  const found: string[] = [];
  let compared = 0;
  const recorded = hub.store.all().filter(({ events }) => events.some(({ type }) => type === 'ConsentRecorded@1'));
  for (const { name, answer, reader = '' } of exchanges) {
    const view = answer.body as CaseView | undefined;
    if (answer.status !== 200 || !view?.people || !view.caseId) continue;
    const [first] = await hub.store.read(`case#${view.caseId}`);
    const { referral } = first ? await openCase(first, hub.runtime) : { referral: undefined };
    if (!referral) continue;
    const told = kindsIn([...referralFacts(referral), ...(await statementsOf(view.caseId, recorded, hub))]);
    const permitted = await permittedTo(reader, view.caseId, hub);
    for (const { key, facts } of view.people)
      for (const { category, value } of facts)
        for (const said of saidIn(value)) {
          const kind = kindOf(key, category);
          compared += 1;
          if (!told.get(said)?.has(kind) || !permitted.has(kind)) found.push(`${name}: ${said} as ${kind}`);
        }
    const { people: _, ...rest } = view;
    found.push(...saidIn(rest).map((said) => `${name}: ${said} beside the facts`));
  }
  return { compared, found };
}

type Told = Pick<OwnedFact, 'owner' | 'category' | 'value'>;

/** Of whom, and as which kind of information, each thing that was said was told. */
function kindsIn(facts: readonly Told[]): Map<string, Set<string>> {
  const told = new Map<string, Set<string>>();
  for (const { owner, category, value } of facts)
    for (const said of saidIn(value)) told.set(said, (told.get(said) ?? new Set()).add(kindOf(owner, category)));
  return told;
}

/** What was recorded since of sharing, in any case, by those whom a case tells of. */
async function statementsOf(caseId: string, recorded: readonly Commit[], { store, runtime }: World): Promise<Told[]> {
  const events = (await store.read(`case#${caseId}`)).flatMap((commit) => commit.events);
  const people = events.flatMap((event) => (event.type === 'ReferralReceived@1' ? event.data.people : []));
  const statements = recorded.map(async (commit): Promise<Told[]> => {
    const by = commit.events.flatMap((event) => (event.type === 'ConsentRecorded@1' ? [event.data.personId] : []));
    const owner = people.find(({ personId }) => by.includes(personId))?.key;
    if (!owner) return [];
    return (await recordedIn(commit, runtime)).flatMap(({ statement }) =>
      factsOf(ConsentStatement, statement).map((fact) => ({ ...fact, owner })),
    );
  });
  return (await Promise.all(statements)).flat();
}

/** What was ever permitted to a reader of a case, by whose and what kind, as it was committed. */
async function permittedTo(reader: string, caseId: string, hub: World): Promise<Set<string>> {
  const [, hubTeam, organisation] = /^(early-help-.+)-(police|gp|housing)$/.exec(reader) ?? [];
  const commits = await hub.store.read(`disclosures#${caseId}#${hubTeam ? `${hubTeam}.${organisation}` : reader}`);
  const rulings = commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'CaseDisclosed@1' ? event.data.rulings : [])));
  return new Set(rulings.filter(({ outcome }) => outcome === 'permit').map(({ owner, category }) => kindOf(owner, category)));
}
