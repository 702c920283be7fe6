import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lines } from '../../contracts/sources/source.ts';
import { csv } from '../../contracts/sources/street-scene/csv.ts';
import { keptNames } from '../../contracts/sources/street-scene/jobs.ts';
import { streetScene } from '../../contracts/sources/street-scene/to-referral.ts';
import { take } from '../../functions/referrals/receive/message.ts';

const today = '2026-11-20';
const bytes = (text: string) => new TextEncoder().encode(text);
const taken = (message: unknown) => take(streetScene, message, { today, strict: true });

/** What must hold of anything that was sent: an answer, in bounds, whose messages the contract takes or refuses. */
function holds(read: Lines) {
  if (!read.ok) {
    expect(read.faults.length).toBeGreaterThan(0);
    return;
  }
  expect(read.lines.length).toBeLessThanOrEqual(500);
  expect(read.lines.map(({ line }) => line)).toEqual([...new Set(read.lines.map(({ line }) => line))].sort((one, other) => one - other));
  for (const line of read.lines) {
    if (line.kind === 'faulty') expect(line.faults.length).toBeGreaterThan(0);
    if (line.kind !== 'message') continue;
    const result = taken(line.message);
    if (!result.ok) expect(result.refusal.faults?.length).toBeGreaterThan(0);
    else for (const text of textsIn(result.value.referral.people)) expect(text).not.toMatch(/^[=@\t\r-]|^\+(?!\d)/);
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

const headers = [
  'Job No',
  'Date',
  'Job Type',
  'Request Type',
  'Reported By',
  'Forename',
  'Surname',
  'Address 1',
  'Address',
  'Post Code',
  'Tel',
  'Email',
  'Notes',
];
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[",;|\t\r\n=+@\-'a0 ]{0,20}$/),
  fc.constantFrom(
    'Bulky waste',
    'Self',
    'Service Request',
    'Complaint',
    'ZZ1 1AB',
    '18/11/2026',
    '+44 7700 900411',
    'Orchard',
    '=1+1',
    '__proto__',
    'constructor',
  ),
);

describe('anything at all', () => {
  test('bytes are answered', () => {
    const charset = fc.option(fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'x'), { nil: undefined });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), charset, (sent, said) => holds(csv(sent, said))),
      { numRuns: 300 },
    );
  });

  test('rows of whatever, under headers that are known, with any delimiter and line ending, quoted or not, are answered', () => {
    const row = fc.array(fc.tuple(odd, fc.boolean()), { maxLength: 15 });
    const rows = fc.array(row, { maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'), (cells, delimiter, end) => {
        const lines = cells.map((each) =>
          each.map(([cell, isQuoted]) => (isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
        );
        holds(csv(bytes([headers.join(delimiter), ...lines].join(end)), undefined));
      }),
      { numRuns: 300 },
    );
  });

  test('jobs that are nearly right are answered', () => {
    const cell = (usual: string) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });
    const row = fc.tuple(
      ...['SS-1', '18/11/2026', 'Bulky waste', 'Service Request', 'Self', 'Jean', 'Orchard', '2 Mill Lane', '', 'ZZ1 1AB', '', '', ''].map(
        cell,
      ),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (cells) => {
        const lines = cells.map((each) => each.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        holds(csv(bytes([headers.join(','), ...lines].join('\n')), undefined));
      }),
      { numRuns: 300 },
    );
  });

  const megabyte = 1_048_576;
  const fill = (piece: string) => piece.repeat(Math.floor(megabyte / piece.length));
  const top = `${headers.join(',')}\n`;
  test.each<[string, string]>([
    ['line ends', fill('\n')],
    ['commas', fill(',')],
    ['quotes', fill('"')],
    ['a quote on every line', fill('"\n')],
    ['two quotes on every line', fill('""\n')],
    ['quotes that open and never close', `${top}${fill('a,"b\n')}`],
    ['long lines with a quote that never closes', `${top}${fill(`"${'a'.repeat(19_000)}\n`)}`],
    ['long quoted cells', `${top}${fill(`"${'a""'.repeat(6_000)}"\n`)}`],
    ['empty quoted cells', `${top}${fill('"",""\n')}`],
    ['very many cells', `${top}${fill(`${'a,'.repeat(9_000)}\n`)}`],
    ['headers without end', fill('Job Type,')],
    ['dates without end', `${top}${fill(`,${'1/'.repeat(500)},Bulky waste,,Self\n`)}`],
    ['telephone numbers without end', `${top}${fill(`,,Bulky waste,,Self,,,,,,"${'0 '.repeat(5_000)}"\n`)}`],
    ['addresses without end', `${top}${fill(`,,Bulky waste,,Self,,,,"${'ZZ1 1AB, '.repeat(1_000)}"\n`)}`],
    ['blanks without end', `${top}${fill(`,,Bulky waste,,Self,,,1${' '.repeat(9_000)}x,,,0${'\u00a0'.repeat(9_000)}x\n`)}`],
    ['labels without end', `${top}${fill(`,,${'bulky '.repeat(3_000)},,Self\n`)}`],
  ])('a megabyte of %s is answered in good time', (_, text) => {
    const started = performance.now();
    holds(csv(bytes(text), undefined));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a job, in JSON or as a line', () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’]{0,14}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((each) => each.join(' '));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const phone = fc.integer({ min: 0, max: 999 }).map((number) => `01632 960${String(number).padStart(3, '0')}`);
  const message = fc.record({
    reference: maybe(fc.stringMatching(/^[A-Z]{2}[-/][0-9]{1,6}$/)),
    requestedOn: maybe(fc.constantFrom('2026-11-18', '2026-11-20', '2026-11-21', '2026-02-31')),
    type: fc.constantFrom(...keptNames, 'Bulky waste', 'Noise complaint', 'Abandoned vehicle', 'Missed bin', 'Something else'),
    isOwnRequest: fc.boolean(),
    requester: fc.record({
      title: maybe(fc.constantFrom('Mr', 'Dr')),
      givenName: maybe(words),
      familyName: maybe(fc.oneof(words, fc.constant('=1+1'))),
      fullName: maybe(words),
      address: maybe(
        fc.record({
          line1: maybe(fc.oneof(words, fc.constant('Flat 2, "The Mill"'), fc.constant('@home'))),
          line2: maybe(words),
          line3: maybe(words),
          town: maybe(words),
          postcode: fc.constantFrom('ZZ1 1AB', 'zz31aa', 'nowhere'),
          uprn: maybe(fc.constantFrom('100999000411', 'x')),
        }),
      ),
      telephone: maybe(fc.array(phone, { minLength: 1, maxLength: 2 })),
      email: maybe(fc.constantFrom('jean@post.example', 'jean at post')),
    }),
  });
  type Job = typeof message extends fc.Arbitrary<infer T> ? T : never;

  const columns: readonly (readonly [string, (job: Job) => string | undefined])[] = [
    ['Enquiry Number', ({ reference }) => reference],
    ['Date Received', ({ requestedOn }) => requestedOn?.split('-').reverse().join('/')],
    ['Service', ({ type }) => type],
    ['Own request?', ({ isOwnRequest }) => (isOwnRequest ? 'Yes' : 'No')],
    ['Title', ({ requester }) => requester.title],
    ['Forename', ({ requester }) => requester.givenName],
    ['Surname', ({ requester }) => requester.familyName],
    ['Customer Name', ({ requester }) => requester.fullName],
    ['Address 1', ({ requester }) => requester.address?.line1],
    ['Address 2', ({ requester }) => requester.address?.line2],
    ['Address 3', ({ requester }) => requester.address?.line3],
    ['Town', ({ requester }) => requester.address?.town],
    ['Post Code', ({ requester }) => requester.address?.postcode],
    ['UPRN', ({ requester }) => requester.address?.uprn],
    ['Tel', ({ requester }) => requester.telephone?.[0]],
    ['Mobile', ({ requester }) => requester.telephone?.[1]],
    ['E-mail address', ({ requester }) => requester.email],
    ['Notes', () => 'Rang twice'],
  ];
  const quoted = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const listOf = (job: Job, delimiter: string) =>
    [columns.map(([header]) => header), columns.map(([, cell]) => quoted(cell(job)))].map((row) => row.join(delimiter)).join('\r\n');
  /**
   * A list has lines one after another, and its telephone numbers once each; a name in parts stands before one in whole; and
   * what is no UPRN or email address is not in it.
   */
  const asListed = (job: Job): unknown => {
    const { address, telephone, familyName, fullName, ...rest } = job.requester;
    const [line1, line2, line3] = [address?.line1, address?.line2, address?.line3].filter((line) => line !== undefined);
    const uprn = address?.uprn === 'x' ? undefined : address?.uprn;
    return {
      ...job,
      requester: {
        ...rest,
        email: rest.email?.includes('@') ? rest.email : undefined,
        ...(familyName === undefined ? { fullName } : { familyName }),
        ...(address ? { address: { ...address, line1, line2, line3, uprn } } : {}),
        ...(telephone ? { telephone: [...new Set(telephone)] } : {}),
      },
    };
  };

  const told = (result: ReturnType<typeof taken>) =>
    result.ok ? result.value.referral : (result.refusal.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort();

  test('is taken as the same referral, or not at all in either', () => {
    fc.assert(
      fc.property(message, fc.constantFrom(',', ';', '\t'), (job, delimiter) => {
        const json = taken(asListed(job));
        const read = csv(bytes(listOf(job, delimiter)), undefined);
        if (!read.ok) throw new Error(JSON.stringify(read.faults));
        const [line] = read.lines;
        const listed = line?.kind === 'message' ? taken(line.message) : undefined;
        if (!listed) expect(json.ok).toBe(false);
        else expect(told(listed)).toEqual(told(json));
      }),
      { numRuns: 500 },
    );
  });
});
