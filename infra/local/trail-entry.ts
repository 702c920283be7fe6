import type { Category } from '../../contracts/categories.ts';
import type { Event, EventData } from '../../contracts/events.ts';
import type { Actor, Commit } from '../../functions/store/commit.ts';
import { type Answers, detailOf } from './trail-detail.ts';

type Decided = EventData<'SharingDecided@1'>;
type Disclosed = EventData<'CaseDisclosed@1'>;
type Ruling = Decided['rulings'][number];

/** Why some kinds of information went to a recipient, or did not: every kind of which the same holds. */
export interface Ground extends Pick<Ruling, 'outcome' | 'code' | 'agreement' | 'consents' | 'duty' | 'validUntil'> {
  readonly kinds: readonly Pick<Ruling, 'owner' | 'category' | 'collected'>[];
}

/** One event of a trail, as it is read: who did what and when, and for a decision or a disclosure to whom and on what grounds. */
export interface Entry {
  readonly at: string;
  readonly stream: string;
  readonly seq: number;
  readonly event: string;
  readonly by: Actor;
  readonly detail: string;
  readonly to?: Decided['to'];
  /** What left the hub: how many facts of each kind, by owner. */
  readonly shown?: readonly { readonly owner: string; readonly category: Category; readonly count: number }[];
  readonly grounds?: readonly Ground[];
}

/** The events of some commits as a trail tells them. Codes and references only: nothing that is sealed is opened for it. */
export function entriesOf(commits: readonly Commit[], answers: Answers): Entry[] {
  return commits.flatMap(({ at, stream, seq, actor: by, events }) =>
    events.map((event) => ({
      at,
      stream,
      seq,
      event: event.type.split('@')[0] ?? '',
      by,
      detail: detailOf(event, answers),
      ...decisionOf(event),
    })),
  );
}

function decisionOf(event: Event): Pick<Entry, 'to' | 'shown' | 'grounds'> {
  if (event.type === 'SharingDecided@1') return { to: event.data.to, grounds: groundsOf(event.data.rulings) };
  if (event.type === 'CaseDisclosed@1') return { to: event.data.to, shown: event.data.facts, grounds: groundsOf(relevant(event.data)) };
  return {};
}

/** Of a disclosure, what was permitted only where something of the kind was there to be shown; and all that was not. */
function relevant({ rulings, facts }: Disclosed): Ruling[] {
  const shown = new Set(facts.map(({ owner, category }) => `${owner} ${category}`));
  return rulings.filter(({ outcome, owner, category }) => outcome !== 'permit' || shown.has(`${owner} ${category}`));
}

function groundsOf(rulings: readonly Ruling[]): Ground[] {
  const grounds = new Map<string, Ground>();
  for (const { owner, category, collected, ...rest } of rulings) {
    const { outcome, code, agreement, consents, duty, validUntil } = rest;
    const why = { outcome, code, agreement, consents, duty, validUntil };
    const name = JSON.stringify(why);
    grounds.set(name, { ...why, kinds: [...(grounds.get(name)?.kinds ?? []), { owner, category, collected }] });
  }
  return [...grounds.values()].sort((a, b) => order[a.outcome] - order[b.outcome]);
}

const order = { permit: 0, hold: 1, refuse: 2, withhold: 3 } as const;
