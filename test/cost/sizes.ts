import { readFileSync } from 'node:fs';
import { nhsNumber } from '../bench/messages.ts';

/** About how many bytes of JSON a referral has. */
export const sizes = [1_000, 5_000, 20_000] as const;

const complete = JSON.parse(
  readFileSync(new URL('../../contracts/sources/job-centre/examples/complete.json', import.meta.url), 'utf8'),
) as { readonly customer: Readonly<Record<string, unknown>> };

/** Where a long referral is long: its texts, as far as the contract lets each go. */
const longest = { notes: 10_000, text: 500, texts: 10 } as const;

/**
 * The Job Centre’s example about the person of that number, as near to so many bytes as words come: with fewer texts than the
 * example, or with longer ones. The words are nobody’s, and compress rather worse than prose.
 */
export function referralOf(bytes: number, person: number): string {
  const { notes: _, health: __, strengths: ___, ...customer } = complete.customer;
  const bare = { ...complete, customer: { ...customer, nhsNumber: nhsNumber(person) } };
  const left = bytes - JSON.stringify(bare).length;
  if (left <= 0) return JSON.stringify(bare);
  const random = sequence(bytes);
  const notes = words(Math.min(left, longest.notes), random);
  const rest = left - notes.length;
  const each = Math.min(longest.text, Math.ceil(rest / 2 / longest.texts));
  const texts = () => Array.from({ length: rest > 0 ? longest.texts : 0 }, () => words(each, random));
  return JSON.stringify({ ...bare, customer: { ...bare.customer, notes, health: texts(), strengths: texts() } });
}

type Random = (below: number) => number;

/** Numbers that are always the same, so that a count can be held to (Lehmer’s generator). */
function sequence(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Early ones more often than late ones, as letters and words are. */
const skewed = (below: number, random: Random): number => Math.min(random(below), random(below));

const letters = 'etaoinshrdlucmfwypvbgk';
const coining = sequence(1);
const vocabulary = Array.from({ length: 1_500 }, () =>
  Array.from({ length: 2 + coining(8) }, () => letters.charAt(skewed(letters.length, coining))).join(''),
);

function words(length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += `${vocabulary[skewed(vocabulary.length, random)]} `;
  return text.slice(0, length).trim();
}
