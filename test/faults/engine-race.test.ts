import { describe, expect, test } from 'vitest';
import { activate } from '../../functions/agreements/change.ts';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { anEngine } from '../store/engine.ts';
import { example } from '../support/examples.ts';
import { aWorld, igLead } from '../support/world.ts';
import { type ChangeOfMind, changesOfMind, disclosesForbidden, disclosuresIn, unproving } from './changes-of-mind.ts';

const coordinator = 'coordinator-northgate';
const cases = 6;
const readers = 24;

interface Append {
  readonly commit: Commit;
  readonly started: number;
}

/**
 * Many read cases while one change is made. The disclosures of every other case are held back after all their reads
 * until the change is acknowledged; the others run as they will. Gives the disclosures that must have been committed after it and
 * permit what it forbids, by two kinds of evidence of the order on the engine:
 * an append that began after the acknowledgement; and, in one stream, one after another that rests on the change.
 */
async function race(change: ChangeOfMind, wrap: (store: CommitStore) => CommitStore) {
  const engine = await anEngine();
  try {
    let changed: () => void = () => undefined;
    const made = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const appended: Append[] = [];
    const ids: string[] = [];
    let racing = false;
    const inner = wrap(engine.store);
    const store: CommitStore = {
      ...inner,
      append: async (commits, rests) => {
        const disclosed = racing ? commits.flatMap(disclosuresIn) : [];
        if (disclosed.some(({ caseId }) => ids.indexOf(caseId) % 2 === 0)) await made;
        const started = performance.now();
        const done = await inner.append(commits, rests);
        if (disclosed.length > 0 && done.ok) appended.push(...commits.map((commit) => ({ commit, started })));
        return done;
      },
    };
    const hub = await aWorld({ agreements: [], wrapStore: () => store });
    for (const agreement of agreements) await activate(hub.runtime, agreement, igLead);
    for (let index = 0; index < cases; index += 1) {
      const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
      ids.push(body.referralId);
    }
    const read = (index: number) => hub.get(`/v1/cases/${ids[index % cases]}`, { as: coordinator });
    await Promise.all(ids.map((_, index) => read(index)));
    racing = true;
    const reads = Array.from({ length: readers }, (_, index) => read(index));
    await Promise.all(
      ids.map((caseId, index) => (index === 0 || change.name === 'the person withdraws' ? change.make(hub, caseId) : undefined)),
    );
    const acknowledged = performance.now();
    changed();
    const answers = await Promise.all(reads);
    const afterwards = await Promise.all(ids.map((_, index) => read(index)));

    const late = appended.filter(({ commit, started }) => started > acknowledged && disclosesForbidden(commit, change));
    const behind = new Set<Commit>();
    for (const id of ids) {
      const history = await engine.store.read(`disclosures#${id}#${coordinator}`);
      const firstAfter = history.findIndex((commit) => !disclosesForbidden(commit, change));
      for (const commit of history.slice(firstAfter + 1)) if (firstAfter >= 0 && disclosesForbidden(commit, change)) behind.add(commit);
    }
    return {
      late: late.length,
      behind: behind.size,
      shownAfterwards: afterwards.filter(({ body }) => JSON.stringify(body).includes('14 Tanner Row')).length,
      statuses: [...new Set([...answers, ...afterwards].map(({ status }) => status))].sort(),
    };
  } finally {
    await engine.stop();
  }
}

describe('on the real engine, many disclosures and one change at once', () => {
  test.each(changesOfMind)('$name: nothing it forbids is disclosed after it', async (change) => {
    const { late, behind, shownAfterwards, statuses } = await race(change, (store) => store);
    expect({ late, behind, shownAfterwards }).toEqual({ late: 0, behind: 0, shownAfterwards: 0 });
    for (const status of statuses) expect([200, 503]).toContain(status);
  });

  test.each(changesOfMind)('$name: the check finds a store that does not prove', async (change) => {
    const { late } = await race(change, unproving);
    expect(late).toBeGreaterThan(0);
  });
});
