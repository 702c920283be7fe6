import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import * as z from 'zod';
import { createFile, hasCode, replaceFile } from './files.ts';

const Record = z.object({
  pid: z.number(),
  /** What tells this process from a later one of the same number, where the machine can say. */
  process: z.string(),
  started: z.string(),
  port: z.number().optional(),
  engine: z.string().optional(),
});

/** Which hub has a data folder: its process, and once it is up its port and its DynamoDB's address. What `hub.json` says. */
export type LockRecord = z.infer<typeof Record>;

/** Another hub is running on the same data folder; the message says which. */
export class Locked extends Error {
  override readonly name = 'Locked';
}

export interface Lock {
  /** What a hub that ended without cleaning up had left, if one did. */
  readonly stale: LockRecord | undefined;
  /** Adds to the record, for the operator's tool. */
  update(more: { port: number; engine: string }): Promise<void>;
  /** Removes the record, if it is still this process's. */
  release(): Promise<void>;
}

/** Takes a data folder for this process, also from a hub that crashed. Throws {@link Locked} while another is alive. */
export async function takeLock(path: string, now: Date): Promise<Lock> {
  const mine: LockRecord = { pid: process.pid, process: identityOf(process.pid), started: now.toISOString() };
  const stale = await readLock(path);
  if (stale && isAlive(stale)) throw refusal(path, stale);
  if (stale || !(await isCreated(path, JSON.stringify(mine)))) await takeOver(path, JSON.stringify(mine));
  const holder = await readLock(path);
  if (holder?.pid !== mine.pid) throw refusal(path, holder);
  return {
    stale,
    update: (more) => replaceFile(path, `${JSON.stringify({ ...mine, ...more })}\n`),
    release: async () => {
      if ((await readLock(path))?.pid === mine.pid) await rm(path, { force: true });
    },
  };
}

async function isCreated(path: string, text: string): Promise<boolean> {
  try {
    await createFile(path, text);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two that find the same crashed hub both write; a moment later, the one whose record stands has it. */
async function takeOver(path: string, text: string): Promise<void> {
  const holder = await readLock(path);
  if (holder && isAlive(holder)) throw refusal(path, holder);
  await replaceFile(path, text);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What a lock file says; nothing if there is none or it cannot be read. Does not check that the hub is alive. */
export async function readLock(path: string): Promise<LockRecord | undefined> {
  try {
    return Record.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Whether the process that wrote a record still runs. One that was killed and that nobody has waited for yet does not. */
export function isAlive({ pid, process: identity }: LockRecord): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  return identity === '' || identityOf(pid) === identity;
}

/**
 * When a process was started, in ticks since the machine was, as Linux tells it; elsewhere empty. `ended` for one that
 * is only still listed.
 */
function identityOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold spaces; its state is the first field after it, its start the twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function refusal(path: string, holder: LockRecord | undefined): Locked {
  const where = holder?.port === undefined ? '' : ` on port ${holder.port}`;
  return new Locked(
    `Another hub${holder ? ` (process ${holder.pid}${where})` : ''} has this data: ${path}. Stop it, or give this one a folder of its own in HUB_DATA.`,
  );
}
