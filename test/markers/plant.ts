import { nhsNumberOf } from '../../contracts/sources/parts.ts';

/** What every marker begins with: where this is not, no marker is. */
export const prefix = 'Qzxj7Vkw';
/** What the names of unknown fields begin with that look like names a contract could have. */
export const namePrefix = 'Wvqk3Jzx';

let count = 0;
/** A text nobody else has said. */
export const marker = (start = prefix): string => `${start}${(count++).toString(36).padStart(4, '0')}`;

/** Values that have a form of their own, and so are no markers: they are followed as they are. */
export const followed = new Set<string>();

function follow(value: string): string {
  followed.add(value);
  return value;
}

const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (year: number) => follow(`${year}-${two(1 + (count++ % 12))}-${two(1 + (count % 28))}`);

function nhsNumber(): string {
  for (;;) {
    const stem = `999${String(100_000 + ((count++ * 7919) % 900_000))}`;
    for (let check = 0; check < 10; check += 1) {
      if (nhsNumberOf(`${stem}${check}`)) {
        const written = `${stem.slice(0, 3)} ${stem.slice(3, 6)} ${stem.slice(6)}${check}`;
        follow(written.replaceAll(' ', ''));
        return follow(written);
      }
    }
  }
}

const letters = 'ABDEFGHJLNPQRSTUWXYZ';
const letter = () => letters.charAt(count++ % letters.length);
const postcodeLike = (postcode: string): string =>
  follow(`${postcode.slice(0, -2)}${letter()}${letters.charAt(Math.floor(count / letters.length) % letters.length)}`);

/** Fields whose values are codes or days of the work itself: no one’s content. */
const coded = new Set([
  'urgency',
  'code',
  'method',
  'answer',
  'purposes',
  'categories',
  'givenBy',
  'engagement',
  'atRisk',
  'givenOn',
  'until',
  'date',
  'referredOn',
]);

const forms: Readonly<Record<string, (value: string) => string>> = {
  dateOfBirth: (value) => dayOf(Number(value.slice(0, 4)) > 2000 ? 2005 : 1937),
  since: () => dayOf(2019),
  nhsNumber,
  postcode: postcodeLike,
  uprn: () => follow(String(700_000_000_000 + count++)),
  email: () => `${marker()}@example.org`,
};

/** The same message with a marker, or another value to follow, in every text that is somebody’s content. */
export function planted(value: unknown, name = ''): unknown {
  if (coded.has(name)) return value;
  // Names of teams and organisations stay, so that the referral goes where it went; a marker stands beside them.
  if (name === 'recipients') return [...(value as string[]), marker().toLowerCase()];
  if (name === 'requestedTeams') return [...(value as string[]), marker()];
  if (Array.isArray(value)) return value.map((each) => planted(each, name));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, planted(each, key)]));
  return typeof value === 'string' ? (forms[name]?.(value) ?? marker()) : value;
}

/** The same message with something of another type or form in every place, each holding a marker. */
export function mistyped(value: unknown, wrong: (text: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => mistyped(each, wrong));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mistyped(each, wrong)]));
  return wrong(marker());
}

/** The same message with a field in each of its objects that no contract has. */
export function withUnknown(value: unknown, name: () => string): unknown {
  if (Array.isArray(value)) return value.map((each) => withUnknown(each, name));
  if (value === null || typeof value !== 'object') return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withUnknown(each, name)])),
    [name()]: { said: marker() },
  };
}
