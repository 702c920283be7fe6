import type { Bench } from '../measuring.ts';
import { connections, kinds } from '../rows.ts';

/** Rows that are measured together, on processes of their own. */
interface Group {
  readonly rows: readonly string[];
  /** Loaded when it is wanted: `--help` should not wait for the SDK. */
  readonly load: () => Promise<(bench: Bench) => Promise<void>>;
}

const each = (of: string) => kinds.flatMap((kind) => connections.map((count) => `${of} ${kind} c${count}`));

export const groups: readonly Group[] = [
  {
    rows: ['echo c32', 'put c32', ...each('reference'), ...each('intake')],
    load: async () => (await import('./intake.ts')).intake,
  },
  {
    rows: ['pipeline c32', 'pipeline c32 backlog', 'commit to mailbox p50', 'commit to mailbox p99'],
    load: async () => (await import('./pipeline.ts')).pipeline,
  },
  {
    rows: ['read case c32', 'worklist p50 1000', 'worklist p50 100000'],
    load: async () => (await import('./reads.ts')).reads,
  },
  {
    rows: ['decide p50 10', 'decide p50 100000', 'items read per decision 10', 'items read per decision 100000'],
    load: async () => (await import('./decide.ts')).decisions,
  },
  {
    rows: ['load everything', 'load intake', 'bundle intake'],
    load: async () => (await import('./bundles.ts')).bundles,
  },
  {
    rows: ['flat first 5000', 'flat last 5000', 'start empty', 'start 50000'],
    load: async () => (await import('./growth.ts')).growth,
  },
];
