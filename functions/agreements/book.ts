import { clausesOf } from '../../policies/agreement.ts';
import type { ClauseInForce } from '../../policies/clauses/rule.ts';
import type { Commit } from '../store/commit.ts';
import type { Clock, CommitStore, Head } from '../store/ports.ts';
import { guardFor, streams } from '../store/streams.ts';

/** What is agreed between two organisations, and where it was read. */
export interface Between {
  readonly clauses: readonly ClauseInForce[];
  /** The agreements read, with the sequence each was read at. */
  readonly agreements: ReadonlyMap<string, number>;
  /** Where the receiving organisation’s register was. */
  readonly register: Head;
}

/** Looks up agreements in force by the two organisations: two reads and one for each agreement found, however many there are. */
export interface Book {
  /** `fresh` reads now; otherwise what was read in the last second may serve, and is proven when something is committed on it. */
  between(from: string, to: string, fresh?: boolean): Promise<Between>;
}

/** How long, in milliseconds, a look-up serves later ones in the same instance. */
const life = 1_000;
const remembered = 1_000;

/** The book of one instance over the commit store. */
export function bookOf({ store, clock }: { readonly store: CommitStore; readonly clock: Clock }): Book {
  const known = new Map<string, { readonly between: Promise<Between>; readonly until: number }>();
  return {
    between(from, to, fresh = false) {
      const name = `${from} ${to}`;
      const now = clock.now().getTime();
      const cached = known.get(name);
      if (cached && !fresh && cached.until > now) return cached.between;
      const between = lookUp(store, from, to);
      if (known.size >= remembered) known.clear();
      known.set(name, { between, until: now + life });
      between.catch(() => known.delete(name));
      return between;
    },
  };
}

/** The register is read first: anything that changes after it is found out when a disclosure is committed. */
async function lookUp(store: CommitStore, from: string, to: string): Promise<Between> {
  const register = await store.last(streams.register(to));
  const flow = await store.last(streams.flow(from, to));
  const ids = flow ? agreementsListed(flow) : [];
  const commits = await Promise.all(ids.map((id) => store.last(streams.agreement(id))));
  const clauses: ClauseInForce[] = [];
  const agreements = new Map<string, number>();
  for (const commit of commits) {
    for (const event of commit?.events ?? []) {
      if (event.type !== 'AgreementActivated@1') continue;
      clauses.push(...clausesOf(event.data.agreement));
      agreements.set(event.data.agreement.id, commit?.seq ?? 0);
    }
  }
  return { clauses, agreements, register: { stream: streams.register(to), seq: register?.seq ?? 0 } };
}

/** The agreements a flow’s last commit lists. */
export const agreementsListed = (flow: Commit): readonly string[] =>
  flow.events.flatMap((event) => (event.type === 'FlowListed@1' ? event.data.agreements : []));

/** What a disclosure of one case checks for what it read in the book: the guards of the register and of each agreement it used. */
export function restsOn({ agreements, register }: Between, used: readonly string[], caseId: string): Head[] {
  const guarded = used.map((id) => ({ stream: streams.agreement(id), seq: agreements.get(id) ?? 0 }));
  return [register, ...guarded].map(({ stream, seq }) => ({ stream: guardFor(stream, caseId), seq }));
}
