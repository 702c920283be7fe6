import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Unavailable } from '../../functions/store/ports.ts';
import { onSchedule } from '../../infra/local/schedule.ts';

const minute = 60_000;
const written: unknown[] = [];
const log = { write: (entry: unknown) => written.push(entry) };
let starts = 0;

beforeEach(() => {
  vi.useFakeTimers();
  written.length = 0;
  starts = 0;
});
afterEach(() => vi.useRealTimers());

test('runs at once and every so many minutes, until it is ended', async () => {
  const work = async () => {
    starts += 1;
  };
  const end = onSchedule('sweep', 5, work, log);
  expect(starts).toBe(1);
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(starts).toBe(3);
  end();
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(starts).toBe(3);
});

test('is not started while it is still at it', async () => {
  let finish: () => void = () => undefined;
  const work = () => {
    starts += 1;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  };
  const end = onSchedule('sweep', 5, work, log);
  await vi.advanceTimersByTimeAsync(12 * minute);
  expect(starts).toBe(1);
  finish();
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(starts).toBe(2);
  end();
});

test('repeats what could not be reached, and says of what failed its kind alone; its next time comes all the same', async () => {
  const faults = [new Unavailable('away'), new TypeError('of Luke Farrow')];
  const work = async () => {
    starts += 1;
    const fault = faults.shift();
    if (fault) throw fault;
  };
  const end = onSchedule('sweep', 5, work, log);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(starts).toBe(2);
  expect(written).toEqual([{ code: 'schedule-failed', level: 'error', name: 'sweep', error: 'TypeError' }]);
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(starts).toBe(3);
  end();
});
