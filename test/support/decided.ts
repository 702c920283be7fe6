import { readFileSync } from 'node:fs';
import { Agreement } from '../../contracts/agreement.ts';
import type { Category } from '../../contracts/categories.ts';
import { Referral, referralFacts } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { Mapped, Source } from '../../contracts/sources/source.ts';
import { clausesOf } from '../../policies/agreement.ts';
import { type Decision, decide } from '../../policies/decide.ts';
import { kindsOf, minimise, ownersOf, type PermittedFact } from '../../policies/minimise.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { partnership } from '../../policies/partnership/index.ts';

/** The day on which the examples of the source folders are read. */
const today = '2026-11-20';

/** The demonstration agreements as data that has been through their contract. */
export const demonstration = agreements.map((each) => Agreement.parse(each));

/** An example of a source folder, as its system would send it. */
export function sent(source: string, example: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../contracts/sources/${source}/examples/${example}.json`, import.meta.url), 'utf8'));
}

/** A message through its own contract and mapping. Throws if it does not fit. */
export function mapped(name: string, message: unknown): Mapped {
  const source = sources[name] as unknown as Source | undefined;
  if (!source) throw new Error(`no source ${name}`);
  return source.toReferral(source.message.parse(message));
}

/** An example as a canonical referral; `change` edits the message first. */
export function referralOf<M = unknown>(source: string, example: string, change: (message: M) => void = () => undefined): Referral {
  const message = sent(source, example);
  change(message as M);
  return Referral.parse(mapped(source, message).referral);
}

/** What a team would see of a referral under the demonstration agreements, and why. */
export function seenBy(team: string, source: string, referral: Referral): { decision: Decision; view: PermittedFact[] } {
  const to = partnership.places.teams.get(team);
  if (!to) throw new Error(`no team ${team}`);
  const decision = decide({
    today,
    from: source,
    to: { organisation: to.organisation, team: to.id, kind: to.kind },
    purpose: referral.purpose,
    owners: ownersOf(referral, source, 'case-1'),
    asked: kindsOf(referralFacts(referral)),
    clauses: demonstration.flatMap(clausesOf),
  });
  return { decision, view: minimise(referral, decision) };
}

/** `outcome code` for one kind of information of one owner, or nothing if it was not asked. */
export function answer(decision: Decision, owner: string, category: Category): string | undefined {
  const ruling = decision.rulings.find((each) => each.owner === owner && each.category === category);
  return ruling && `${ruling.outcome} ${ruling.code}`;
}
