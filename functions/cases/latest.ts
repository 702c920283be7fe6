import type { Referral } from '../../contracts/referral.ts';
import type { Recipient } from '../../policies/clauses/rule.ts';
import type { Recorded, Said } from '../../policies/said.ts';

/** What each person last said of a case, apart from the referral, as far as it concerns whoever reads it. */
export type Latest = ReadonlyMap<string, Recorded>;

/**
 * The last answer of each person that was recorded about a case and not taken back: by its referrer or by the team that
 * reads it, or to that team. What was said to, and of, another team is not this one’s to read.
 */
export function latestOf({ of }: Said, caseId: string, { organisation, team, kind }: Recipient): Latest {
  const names = new Set<string | undefined>([organisation, team, kind]);
  const concerns = (each: Recorded) =>
    each.team === undefined || each.team === team || each.statement.recipients.some((name) => names.has(name));
  return new Map(
    [...of].flatMap(([person, { recorded, withdrawals }]) => {
      const taken = new Set(withdrawals.map(({ consentId }) => consentId));
      const last = recorded.findLast(({ id, caseId: about }) => about === caseId && !id.startsWith(`${caseId}.`) && !taken.has(id));
      return last && concerns(last) ? [[person, last] as const] : [];
    }),
  );
}

/** A referral with people’s latest answers in place of those it was sent with. For showing, not for deciding: a decision rests on all of them. */
export const withLatest = (referral: Referral, latest: Latest): Referral => ({
  ...referral,
  people: referral.people.map((person) => ({ ...person, consent: latest.get(person.key)?.statement ?? person.consent })),
});
