/** Everything that is measured, by its name: the names are fixed, so that one run can be held against another. */

export type Unit = 'requests/s' | 'ms' | 'us' | 'items' | 'KB';

/** What came of a row. Rates have the time of a request beside them, in ms. */
export interface Measured {
  readonly value: number;
  readonly p50?: number;
  readonly p99?: number;
  /** Replies of 503: none should be hidden in a rate. */
  readonly busy?: number;
  /** Milliseconds of processor a request takes, its server and its engine together, with all it causes. */
  readonly processor?: number;
}

/** What was measured so far, by name; undefined if it was not. */
export type Results = (name: string) => Measured | undefined;

/** What a row should come to: said in words, and judged; undefined if what it is held against was not measured. */
export interface Bar {
  readonly says: string;
  readonly met: (of: Results) => boolean | undefined;
}

export interface Row {
  readonly name: string;
  readonly unit: Unit;
  /** The row it is measured against, in turns, in the same run. */
  readonly reference?: string;
  readonly bars?: readonly Bar[];
  /** Takes minutes: measured when it is named, or with --long. */
  readonly long?: true;
}

/** Holds when `holds` does, of the values of these rows. */
function bar(says: string, names: readonly string[], holds: (...values: number[]) => boolean): Bar {
  return {
    says,
    met: (of) => {
      const values = names.flatMap((name) => of(name)?.value ?? []);
      return values.length < names.length ? undefined : holds(...values);
    },
  };
}

const atLeast = (share: number, name: string, reference: string) =>
  bar(`≥ ${share} of ${reference}`, [name, reference], (value, other) => value >= share * other);
const atMost = (times: number, name: string, reference: string) =>
  bar(`≤ ${times} of ${reference}`, [name, reference], (value, other) => value <= times * other);
const within = (limit: number, name: string, unit: string) => bar(`≤ ${limit} ${unit}`, [name], (value) => value <= limit);

export const connections = [1, 8, 32] as const;
export const kinds = ['known', 'new'] as const;

/** People whom the hub knows, and people never seen; from a few clients at once, and from many. */
const intakes = kinds.flatMap((kind) =>
  connections.flatMap((count): Row[] => {
    const name = `intake ${kind} c${count}`;
    const reference = `reference ${kind} c${count}`;
    const own: Record<string, Bar> = {
      'intake known c32': bar('≥ 300 requests/s', [name], (value) => value >= 300),
      'intake known c1': {
        says: 'p50 ≤ 10 ms',
        met: (of) => {
          const p50 = of(name)?.p50;
          return p50 === undefined ? undefined : p50 <= 10;
        },
      },
    };
    return [
      { name: reference, unit: 'requests/s' },
      { name, unit: 'requests/s', reference, bars: [atLeast(0.6, name, reference), ...(own[name] ? [own[name]] : [])] },
    ];
  }),
);

export const rows: readonly Row[] = [
  { name: 'echo c32', unit: 'requests/s' },
  { name: 'put c32', unit: 'requests/s', reference: 'echo c32' },
  ...intakes,
  {
    name: 'pipeline c32',
    unit: 'requests/s',
    reference: 'intake known c32',
    bars: [
      atLeast(0.6, 'pipeline c32', 'intake known c32'),
      bar('backlog not growing', ['pipeline c32 backlog', 'pipeline c32'], (growth, rate) => growth <= 0.02 * rate),
    ],
  },
  { name: 'pipeline c32 backlog', unit: 'requests/s' },
  { name: 'commit to mailbox p50', unit: 'ms', bars: [within(150, 'commit to mailbox p50', 'ms')] },
  { name: 'commit to mailbox p99', unit: 'ms', bars: [within(400, 'commit to mailbox p99', 'ms')] },
  { name: 'read case c32', unit: 'requests/s' },
  { name: 'worklist p50 1000', unit: 'ms' },
  {
    name: 'worklist p50 100000',
    unit: 'ms',
    reference: 'worklist p50 1000',
    bars: [atMost(1.5, 'worklist p50 100000', 'worklist p50 1000')],
  },
  { name: 'decide p50 10', unit: 'us', bars: [bar('< 10 us', ['decide p50 10'], (value) => value < 10)] },
  {
    name: 'decide p50 100000',
    unit: 'us',
    reference: 'decide p50 10',
    bars: [bar('< 10 us', ['decide p50 100000'], (value) => value < 10), atMost(1.5, 'decide p50 100000', 'decide p50 10')],
  },
  { name: 'items read per decision 10', unit: 'items' },
  {
    name: 'items read per decision 100000',
    unit: 'items',
    reference: 'items read per decision 10',
    bars: [bar('the same', ['items read per decision 100000', 'items read per decision 10'], (value, other) => value === other)],
  },
  { name: 'load everything', unit: 'ms' },
  {
    name: 'load intake',
    unit: 'ms',
    reference: 'load everything',
    bars: [bar('< 0.5 of load everything', ['load intake', 'load everything'], (value, other) => value < other / 2)],
  },
  { name: 'bundle intake', unit: 'KB', bars: [within(500, 'bundle intake', 'KB')] },
  { name: 'flat first 5000', unit: 'requests/s', long: true },
  {
    name: 'flat last 5000',
    unit: 'requests/s',
    long: true,
    reference: 'flat first 5000',
    bars: [atLeast(0.8, 'flat last 5000', 'flat first 5000')],
  },
  { name: 'start empty', unit: 'ms', long: true },
  { name: 'start 50000', unit: 'ms', long: true, reference: 'start empty', bars: [atMost(1.2, 'start 50000', 'start empty')] },
];

/** Of what the rates are: said wherever they are shown. */
export const scope = `Rows of the intake are of the intake alone: the hub’s readers of changes are off, as on AWS they run elsewhere.
The pipeline’s rows, commit to mailbox and flat have everything on.`;

/**
 * The rows that someone names, each in full or by how it begins, with the references they are held against; of nobody’s
 * naming, all but the long ones, or all. Nothing if a name is of no row.
 */
export function rowsNamed(names: readonly string[], all: boolean): readonly Row[] | undefined {
  if (names.length === 0) return rows.filter(({ long }) => all || !long);
  const matching = names.map((name) => {
    const exact = rows.filter((row) => row.name === name);
    return exact.length > 0 ? exact : rows.filter((row) => row.name.startsWith(name));
  });
  if (matching.some((each) => each.length === 0)) return undefined;
  const chosen = new Set(matching.flat());
  const references = new Set([...chosen].map(({ reference }) => reference));
  return rows.filter((row) => chosen.has(row) || references.has(row.name));
}
