import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Log } from '../../functions/store/ports.ts';
import { hasCode, replaceFile } from './files.ts';

const Checkpoint = z.object({ doneBefore: z.iso.datetime() });

/** How far before the checkpoint a restart begins, for a clock that was set back a little. Repeats are dropped. */
const marginMs = 5_000;

/** From when commits must be handed over again: RFC 3339 in UTC, or empty for all. A file that cannot be read counts as none. */
export async function resumeFrom(path: string): Promise<string> {
  try {
    const { doneBefore } = Checkpoint.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Date(Date.parse(doneBefore) - marginMs).toISOString();
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) return '';
    throw error;
  }
}

export interface CheckpointOptions {
  readonly path: string;
  readonly log: Log;
  /** A time before which nothing is unfinished. */
  readonly doneBefore: () => string;
  /** When the newest commit known was made. */
  readonly newest: () => string;
  /** Milliseconds between writes. */
  readonly every?: number;
}

/** Keeps the checkpoint file: at most once in `every`, and only while there are commits it does not cover. */
export class CheckpointFile {
  readonly #options: CheckpointOptions;
  readonly #timer: NodeJS.Timeout;
  #written = '';
  #writing: Promise<void> = Promise.resolve();

  constructor(options: CheckpointOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#next(), options.every ?? 1_000);
    this.#timer.unref();
  }

  /** Writes a last time, if anything has changed. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#next();
    await this.#writing;
  }

  #next(): void {
    this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    const { path, log, doneBefore, newest } = this.#options;
    const done = doneBefore();
    if (done <= this.#written || newest() < this.#written) return;
    try {
      await replaceFile(path, `${JSON.stringify({ doneBefore: done })}\n`);
      this.#written = done;
    } catch (error) {
      log.write({ code: 'checkpoint-not-written', level: 'error', error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
