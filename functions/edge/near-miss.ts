/** A field that is shorter is near to too much. */
const shortest = 5;
const farthest = 2;

/**
 * The field that was perhaps meant by a name: the nearest of those that differ from it by a slip of the hand, in whatever
 * case. One slip may be anywhere; with two, both begin with the same letter. None has fewer than five letters.
 */
export function meantBy(name: string, fields: readonly string[]): string | undefined {
  const sent = name.toLowerCase();
  let nearest: { readonly field: string; readonly slips: number } | undefined;
  for (const field of fields) {
    const slips = field.length < shortest ? undefined : slipsBetween(sent, field.toLowerCase());
    if (slips === undefined || (slips === farthest && sent[0] !== field[0]?.toLowerCase())) continue;
    if (!nearest || slips < nearest.slips) nearest = { field, slips };
  }
  return nearest?.field;
}

/** From how many letters on two slips of the hand are more likely than another word. */
const long = 9;

/** Whether a name is hardly anything but this field misspelt: {@link meantBy}, with one slip, or two in a long name. `givenAt` is not `givenBy`. */
export function isPlainlyMeant(name: string, field: string): boolean {
  const slips = slipsBetween(name.toLowerCase(), field.toLowerCase());
  return slips !== undefined && slips <= (field.length < long ? 1 : farthest);
}

/**
 * How many letters were left out, put in, changed or swapped with the next between two words (Damerau 1964, each letter
 * once); nothing if that is more than two. Stops as soon as that is certain, so a long name costs little.
 */
function slipsBetween(one: string, other: string): number | undefined {
  if (Math.abs(one.length - other.length) > farthest) return undefined;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      next[at] = Math.min(
        1 + (last[at] ?? Number.POSITIVE_INFINITY),
        1 + (next[at - 1] ?? Number.POSITIVE_INFINITY),
        (isSame ? 0 : 1) + (last[at - 1] ?? Number.POSITIVE_INFINITY),
        isSwapped ? 1 + (before[at - 2] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
      );
    }
    // A swap reaches back two rows, and adds one to what was there.
    if (Math.min(...next) > farthest && Math.min(...last) >= farthest) return undefined;
    before = last;
    last = next;
  }
  const slips = last[other.length] ?? farthest + 1;
  return slips <= farthest ? slips : undefined;
}
