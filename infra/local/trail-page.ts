import { labelled, terminal } from './terminal.ts';
import type { Entry, Ground } from './trail-entry.ts';

/** A trail for a terminal: who and when, what they did, and beneath it what was shown and on what grounds, a line or a few each. */
export function trailPage(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const isSame = before?.stream === entry.stream && before.seq === entry.seq;
    return [...(isSame ? [] : [terminal.bold(labelled(entry.at, whoOf(entry), 0, 26))]), ...linesOf(entry)];
  });
  return lines.join('\n');
}

/** Who did it: the person, their role and organisation, and the system that carried it for them. */
function whoOf({ by: { client, organisation, user } }: Entry): string {
  return user ? `${user.id} (${user.role}) of ${organisation}, through ${client}` : `${client} of ${organisation}`;
}

function linesOf({ event, detail, shown, grounds = [] }: Entry): string[] {
  const counted = shown?.map(({ owner, category, count }) => ({ owner, text: count > 1 ? `${category} ×${count}` : category }));
  return [
    labelled(event, detail, 2, 26),
    ...(counted ? [labelled('shown', byOwner(counted) || 'nothing', 4, 15)] : []),
    ...grounds.flatMap((ground) => [
      labelled(ground.outcome, kindsOf(ground), 4, 15),
      ...reasonsOf(ground).map((reason) => labelled('', reason, 4, 17)),
    ]),
  ];
}

const kindsOf = ({ kinds }: Ground): string =>
  byOwner(
    kinds.map(({ owner, category, collected }) => ({ owner, text: collected ? `${category} (collected for law enforcement)` : category })),
  );

/** Kinds of information, by whose they are. */
function byOwner(kinds: readonly { readonly owner: string; readonly text: string }[]): string {
  const of = new Map<string, string[]>();
  for (const { owner, text } of kinds) of.set(owner, [...(of.get(owner) ?? []), text]);
  return [...of].map(([owner, texts]) => `${owner}: ${texts.join(', ')}`).join('; ');
}

/** What it rests on: the rule that answered, the agreement, version and clause, the duty; then each consent. */
function reasonsOf({ outcome, code, agreement, consents = [], duty, validUntil }: Ground): string[] {
  const rule = outcome === 'permit' ? undefined : code;
  const clause = agreement && `${agreement.id}, version ${agreement.version}, clause ${agreement.clause}`;
  const until = validUntil && `until ${validUntil}`;
  const first = [rule, duty && `duty ${duty}`, clause, until].filter((each) => each !== undefined).join('; ');
  return [...(first ? [first] : []), ...consents.map(({ id, provision }) => `consent ${id} (${provision})`)];
}
