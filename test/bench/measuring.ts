import type { Measured } from './rows.ts';

/** How much is measured. */
export interface Effort {
  /** Referrals of each kind before anything is timed. */
  readonly warmUp: number;
  /** Passes of each contender, in turns. */
  readonly passes: number;
  /** How long a pass of requests lasts, in milliseconds. */
  readonly passMs: number;
  /** How long the pipeline is kept under load, in milliseconds. */
  readonly pipelineMs: number;
  /** How many decisions are made in a pass. */
  readonly decisions: number;
  /** How often a process is started to see how long that takes. */
  readonly starts: number;
}

export const thorough: Effort = { warmUp: 4_000, passes: 5, passMs: 2_000, pipelineMs: 60_000, decisions: 20_000, starts: 7 };
export const quick: Effort = { warmUp: 500, passes: 3, passMs: 500, pipelineMs: 10_000, decisions: 2_000, starts: 3 };

/** One run of the benchmarks: what is wanted of it, and where what is found goes. */
export interface Bench {
  readonly effort: Effort;
  /** Whether a row is asked for. */
  readonly wants: (...names: string[]) => boolean;
  readonly found: (name: string, measured: Measured) => void;
  readonly say: (progress: string) => void;
  /** Ends what a group started, should the run be stopped before the group ends it itself. */
  readonly onStop: (end: () => Promise<void>) => void;
}
