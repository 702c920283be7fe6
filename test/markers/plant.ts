import { nhsNumberOf } from '../../contracts/sources/parts.ts';
import { jobOf } from '../../contracts/sources/street-scene/jobs.ts';

/** What every marker begins with: where this is not, no marker is. */
export const prefix = 'Qzxj7Vkw';
/** What the names of unknown fields begin with that look like names a contract could have. */
export const namePrefix = 'Wvqk3Jzx';

/** Where a sender can put what someone said, with the letter that a marker put there has after its beginning. */
export const wheres = {
  'free text': 't',
  URLs: 'u',
  'references and identifiers': 'r',
  'structured fields': 's',
  'names of fields': 'n',
  headers: 'h',
} as const;
export type Where = keyof typeof wheres;

/** How many markers were put in each place so far. */
export const planting = Object.fromEntries(Object.keys(wheres).map((where) => [where, 0])) as Record<Where, number>;

let count = 0;
/** A text nobody else has said, to be put somewhere. */
export function marker(where: Where = 'free text', start = prefix): string {
  planting[where] += 1;
  return `${start}${wheres[where]}${(count++).toString(36).padStart(4, '0')}`;
}

/** Values that have a form of their own, and so are no markers: they are followed as they are. */
export const followed = new Set<string>();

function follow(value: string, where: Where): string {
  planting[where] += 1;
  followed.add(value);
  return value;
}

const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (year: number) => follow(`${year}-${two(1 + (count++ % 12))}-${two(1 + (count % 28))}`, 'structured fields');

function nhsNumber(): string {
  for (;;) {
    const stem = `999${String(100_000 + ((count++ * 7919) % 900_000))}`;
    for (let check = 0; check < 10; check += 1) {
      if (nhsNumberOf(`${stem}${check}`)) {
        followed.add(`${stem}${check}`);
        return follow(`${stem.slice(0, 3)} ${stem.slice(3, 6)} ${stem.slice(6)}${check}`, 'references and identifiers');
      }
    }
  }
}

const letters = 'ABDEFGHJLNPQRSTUWXYZ';
const letter = () => letters.charAt(count++ % letters.length);
const postcodeLike = (postcode: string): string =>
  follow(`${postcode.slice(0, -2)}${letter()}${letters.charAt(Math.floor(count / letters.length) % letters.length)}`, 'structured fields');

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
  'advice',
  'recordedOn',
  'reviewOn',
  'role',
  'grade',
  'riskAssessment',
  'authority',
  'relationship',
  'about',
  'requestedOn',
  'receivedOn',
  'owedSince',
  'servedOn',
  'evictionOn',
]);

/** Fields in which someone writes as they speak. */
const spoken =
  /^(text|detail|description|div|notes?|narrative|reason|conditions|health|mobility|strengths|interests|hopes|whatMatters|carers|benefits|offences|grounds|wishes|summary|conference|staffSafety|avoid|times|valueString|display|something)$/i;
/** Fields that name something or someone in another system. */
const naming = /^(id|value|reference|.*Reference|recipients|requestedTeams|collarNumber|messageId|jobNo)$/;

/** What kind of place a field is, by its name. */
export const whereOf = (name: string): Where =>
  spoken.test(name) ? 'free text' : naming.test(name) ? 'references and identifiers' : 'structured fields';

/** A year that leaves a child a child, and a young person young. */
const bornLike = (year: number) => (year > 2008 ? 2015 : year > 2000 ? 2005 : 1937);

/** Values that a contract takes only in a form of their own, each unlike any other of its kind, by the name of their field. */
export const forms: Readonly<Record<string, (value: string) => string>> = {
  dateOfBirth: (value) => dayOf(bornLike(Number(value.slice(0, 4)))),
  since: () => dayOf(2019),
  nhsNumber,
  postcode: postcodeLike,
  uprn: () => follow(String(700_000_000_000 + count++), 'references and identifiers'),
  email: () => `${marker('structured fields')}@example.org`,
  telephone: () => follow(`07700 900100 x${100_000 + count++}`, 'structured fields'),
  // The label of a job says whether it is kept at all.
  type: (value) => ('kept' in jobOf(value) ? value : marker()),
};

/** The same message with a marker, or another value to follow, in every text that is somebody’s content. */
export function planted(value: unknown, name = ''): unknown {
  if (coded.has(name)) return value;
  // Names of teams and organisations stay, so that the referral goes where it went; a marker stands beside them.
  if (name === 'recipients') return [...(value as string[]), marker(whereOf(name)).toLowerCase()];
  if (name === 'requestedTeams') return [...(value as string[]), marker(whereOf(name))];
  if (Array.isArray(value)) return value.map((each) => planted(each, name));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, planted(each, key)]));
  return typeof value === 'string' ? (forms[name]?.(value) ?? marker(whereOf(name))) : value;
}

/** The same message with something of another type or form in every place but in fields of these names, each holding a marker. */
export function mistyped(value: unknown, wrong: (text: string) => unknown, kept: ReadonlySet<string> = new Set(), name = ''): unknown {
  if (kept.has(name)) return value;
  if (Array.isArray(value)) return value.map((each) => mistyped(each, wrong, kept, name));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mistyped(each, wrong, kept, key)]));
  return wrong(marker(whereOf(name)));
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
