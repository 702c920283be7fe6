import { expect } from 'vitest';
import { type Answer, aWorld, type Call } from './world.ts';

/** What someone is said to have answered; a story says what matters. */
type Said = Readonly<Record<string, unknown>>;

const aYes = { answer: 'given', method: 'in-person', givenOn: '2026-11-20', seenAlone: true, engagement: 'agreed' };

/** The hub, and the steps that stories are told in. After each, worklists and mailboxes have heard of it. */
export async function aStory() {
  const hub = await aWorld();
  const post = async (path: string, call: Call): Promise<Answer> => {
    const answer = await hub.post(path, call);
    await hub.settle();
    return answer;
  };
  const read = (as: string, id: string) => hub.get(`/v1/cases/${id}`, { as });
  return {
    ...hub,
    read,
    /** A partner sends; the receipt. */
    sends: async (source: string, body: unknown) => (await post(`/v1/referrals/${source}`, { as: source, body })).body,
    /** What someone of a case, or whose consent has this reference, answered to whoever records it: a yes, unless it says otherwise. */
    records: (as: string, referralId: string, said: Said) => post('/v1/consents', { as, body: { referralId, ...aYes, ...said } }),
    withdraws: (as: string, consentId: string) => post(`/v1/consents/${consentId}/withdrawal`, { as, body: {} }),
    accepts: (as: string, id: string) => post(`/v1/cases/${id}/acceptance`, { as, body: {} }),
    passesOn: (as: string, id: string, ...to: string[]) => post(`/v1/cases/${id}/outcome`, { as, body: { outcome: 'passed-on', to } }),
    /** All that a team may read of a case, as text. */
    seen: async (as: string, id: string) => JSON.stringify((await read(as, id)).body),
    worklist: async (as: string) => (await hub.get('/v1/cases', { as })).body.items,
    mailOf: async (as: string): Promise<string[]> =>
      (await hub.get('/v1/events', { as })).body.items.map(({ type }: { type: string }) => type),
    progress: async (as: string, id: string) => (await hub.get(`/v1/referrals/${id}`, { as })).body.progress,
  };
}

export type Story = Awaited<ReturnType<typeof aStory>>;

/** Holds a view to what it tells and to what it never tells. */
export function tells(seen: string, shared: readonly string[], withheld: readonly string[]): void {
  for (const each of shared) expect(seen).toContain(each);
  for (const each of withheld) expect(seen).not.toContain(each);
}
