import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of processor time a second, in /proc: 100 on every Linux for x64 and arm64. */
const ticks = 100;

/**
 * Milliseconds of processor that this process has used, and every process that names a text on its command line: an engine,
 * by its database. Other processes are not counted where there is no /proc.
 */
export function processorMs(naming: string): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + others(naming).reduce((sum, pid) => sum + ticksOf(pid) * (1_000 / ticks), 0);
}

function others(naming: string): string[] {
  try {
    return readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid && read(name, 'cmdline').includes(naming),
    );
  } catch {
    return [];
  }
}

/** User and system time: the 14th and 15th fields, counted after the name, which may hold spaces (proc(5)). */
function ticksOf(pid: string): number {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
