import { type Category, categories, categoryIds } from '../contracts/categories.ts';
import type { Line } from '../contracts/replies/parts.ts';
import { teamKinds } from '../contracts/vocabulary.ts';
import type { Ask, AskToShare, Recipient } from './clauses/rule.ts';
import type { Decision, Ruling } from './decide.ts';

/**
 * Who a decision is explained to. The sender hears of what it sent and the published agreement; the
 * recipient of what it may see and what to ask; information governance of everything.
 */
export type Audience = 'sender' | 'recipient' | 'information-governance';

/**
 * A decision in plain sentences, one for each distinct answer, worst first. A recipient hears nothing of
 * what is withheld: that something exists and is withheld is itself a fact about a person.
 */
export function explain(decision: Decision, audience: Audience): Line[] {
  const answers = answersIn(decision, audience);
  const lines: Line[] = [];
  for (const outcome of worstFirst) {
    for (const answer of answers) if (answer.ruling.outcome === outcome) lines.push(inALine(answer));
  }
  return lines;
}

const worstFirst: readonly Ruling['outcome'][] = ['refuse', 'withhold', 'hold', 'permit'];

/** One answer, and the kinds of information it is the answer for. */
interface Answer {
  readonly ruling: Ruling;
  readonly kinds: Category[];
}

function answersIn({ rulings }: Decision, audience: Audience): readonly Answer[] {
  const answers: Answer[] = [];
  for (const ruling of rulings) {
    const { outcome, code, sentence, category } = ruling;
    if (audience === 'recipient' && outcome !== 'permit') continue;
    // Compared, not looked up by a name put together for it: there are few, and most differ before their sentence does.
    const same = answers.find(({ ruling: said }) => said.code === code && said.outcome === outcome && said.sentence === sentence);
    if (!same) answers.push({ ruling, kinds: [category] });
    else if (!same.kinds.includes(category)) same.kinds.push(category);
  }
  return answers;
}

function inALine({ ruling: { outcome, code, sentence }, kinds }: Answer): Line {
  if (kinds.length > 1) kinds.sort();
  return { outcome, code, categories: kinds, sentence: outcome === 'permit' ? `${sentence} It covers ${listOf(kinds)}.` : sentence };
}

const listOf = (kinds: readonly Category[]): string => kinds.map((kind) => categories[kind].sentence).join('; ');

/**
 * What to ask, in the practitioner’s words, so that more may be shared: each question once. A recipient is given only
 * what concerns someone it already sees something of. Does not hide from it that there is information of the kind asked about.
 */
export function whatToAsk(decision: Decision, audience: Audience): string[] {
  const seen = new Set(decision.rulings.flatMap(({ outcome, owner }) => (outcome === 'permit' ? [owner] : [])));
  return inWords(decision.rulings.flatMap(({ owner, asks = [] }) => (audience !== 'recipient' || seen.has(owner) ? asks : [])));
}

/**
 * What to ask whoever sent a referral, of all that was decided of it, each question once. Where it tells of several people,
 * each question says of whom: by `places`, where each stands in what was sent, by their key; what is asked about text in
 * which several are told of is asked of each. Never holds a name.
 */
export function whatSenderIsToAsk(decisions: readonly Decision[], places: ReadonlyMap<string, string>): string[] {
  if (places.size < 2) return [...new Set(decisions.flatMap((decision) => whatToAsk(decision, 'sender')))];
  const asked = new Map<string, Set<string>>();
  for (const { rulings } of decisions) {
    for (const owner of new Set(rulings.map((ruling) => ruling.owner))) {
      const of = owner === 'shared' ? [...places.keys()] : [owner];
      for (const question of inWords(rulings.flatMap((ruling) => (ruling.owner === owner ? (ruling.asks ?? []) : [])))) {
        asked.set(question, new Set([...(asked.get(question) ?? []), ...of]));
      }
    }
  }
  return [...asked].map(([question, of]) =>
    aboutThem(
      [...places].flatMap(([key, place]) => (of.has(key) ? [place] : [])),
      question,
    ),
  );
}

/** A question with the places of those it is put to. */
function aboutThem(places: readonly string[], question: string): string {
  const last = places.at(-1);
  if (last === undefined) return question;
  return places.length === 1 ? `About ${last}: ${question}` : `About each of ${places.slice(0, -1).join(', ')} and ${last}: ${question}`;
}

/** Questions in words, each once: what one recipient may know is one question, with where its answer belongs in a consent. */
export function inWords(asks: readonly Ask[]): string[] {
  const groups = new Map<string, { readonly first: AskToShare; readonly kinds: Set<Category> } | undefined>();
  for (const ask of asks) {
    if (typeof ask === 'string') groups.set(ask, undefined);
    else {
      const { isMore, to, purpose, category } = ask;
      const name = `${isMore} ${nameOf(to)} ${purpose}`;
      const group = groups.get(name) ?? { first: ask, kinds: new Set() };
      group.kinds.add(category);
      groups.set(name, group);
    }
  }
  return [...groups].map(([sentence, group]) => (group ? toShareInWords(group.first, group.kinds) : sentence));
}

const nameOf = ({ kind, organisation }: Recipient): string => kind ?? organisation;

function toShareInWords({ isMore, to, purpose }: AskToShare, asked: ReadonlySet<Category>): string {
  const kinds = categoryIds.filter((category) => asked.has(category));
  const who = to.kind ? teamKinds[to.kind] : 'the organisation';
  const what = kinds.map((category) => categories[category].sentence).join('; ');
  const consent = `recipients ${nameOf(to)}, purposes ${purpose}, categories ${kinds.join(', ')}`;
  return isMore
    ? `Ask the person whether this may be passed on to ${who} too: ${what}. If they agree, add it to their consent (${consent}).`
    : `Ask the person whether this may be passed on to ${who}: ${what}. Record their answer as a consent (${consent}).`;
}
