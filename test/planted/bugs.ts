import type { PromiseName } from '../faults/invariants.ts';

/** A bug to plant: one small change of the text of one file, and who must find it. */
export interface PlantedBug {
  /** The promise it breaks, as the checker names it. */
  readonly breaks: PromiseName;
  /** What it does, in a few words. */
  readonly name: string;
  readonly file: string;
  /** There once in the file, exactly so. */
  readonly find: string;
  readonly replace: string;
  /** The scenario that must find it, and the test file it is in. */
  readonly scenario: string;
  readonly test: 'referrals' | 'cases' | 'operations';
}

const oneReferral = { scenario: 'a referral about one person', test: 'referrals' } as const;
const reading = { scenario: 'a case that is read, while the person withdraws', test: 'cases' } as const;
const acceptance = { scenario: 'an acceptance', test: 'cases' } as const;
const disclosure = 'functions/cases/disclosure.ts';
const intake = 'functions/referrals/receive/intake.ts';

export const bugs: readonly PlantedBug[] = [
  {
    breaks: 'acknowledged is committed',
    name: 'a referral that met another is acknowledged all the same',
    file: intake,
    find: 'if (appended.ok) return ok({ receipt, replayed: false });',
    replace: "if (appended.ok || appended.conflict.kind === 'contended') return ok({ receipt, replayed: false });",
    ...oneReferral,
  },
  {
    breaks: 'once',
    name: 'a referral is named by something new each time it comes',
    file: intake,
    find: "referenceOf(keys.hmac('reference', caller.client, `",
    replace: "referenceOf(keys.hmac('reference', caller.client, String(Math.random()), `",
    ...oneReferral,
  },
  {
    breaks: 'repeats say the same',
    name: 'a repeat leaves out whom it tells of',
    file: intake,
    find: 'if (reply) return ok({ receipt: reply as Receipt, replayed: true });',
    replace: 'if (reply) return ok({ receipt: { ...(reply as Receipt), people: [] }, replayed: true });',
    ...oneReferral,
  },
  {
    breaks: 'chained',
    name: 'one guard of eight does not move',
    file: 'functions/agreements/change.ts',
    find: 'for (const [index, guard] of guards.entries()) next(',
    replace: 'for (const [index, guard] of guards.entries()) if (index < 7) next(',
    scenario: 'an agreement that comes into force',
    test: 'operations',
  },
  {
    breaks: 'delivered to whom it is for',
    name: 'what was delivered is not marked, and comes twice',
    file: 'functions/delivery/deliver/deliver.ts',
    find: 'return [entry, mark];',
    replace: 'return [entry];',
    ...acceptance,
    scenario: 'an acceptance that the referrer may hear of',
  },
  {
    breaks: 'delivered to whom it is for',
    name: 'what the bus did not take is given up',
    file: 'functions/delivery/publish/handler.ts',
    find: 'await bus.publish(envelopes);',
    replace: 'await bus.publish(envelopes).catch(() => undefined);',
    ...oneReferral,
  },
  {
    breaks: 'delivered to whom it is for',
    name: 'a message that failed is not asked for again',
    file: 'functions/delivery/deliver/handler.ts',
    find: 'failed.push(...messages);',
    replace: '',
    ...oneReferral,
  },
  {
    breaks: 'delivered to whom it is for',
    name: 'a referrer is not reminded of what is held',
    file: 'functions/delivery/publish/publish.ts',
    find: "      case 'HoldReminded@1':\n",
    replace: '',
    scenario: 'a sweep that finds something to be reminded of',
    test: 'operations',
  },
  {
    breaks: 'mailboxes without gaps',
    name: 'a mailbox is read from one too far',
    file: 'functions/delivery/mailbox/mailbox.ts',
    find: '{ after: from, limit: limit + 1 }',
    replace: '{ after: from + 1, limit: limit + 1 }',
    scenario: 'mail that a team’s own system takes',
    test: 'cases',
  },
  {
    breaks: 'disclosed under a permit',
    name: 'a withdrawal is not heeded',
    file: 'functions/consents/said.ts',
    find: 'withdrawals: withdrawalsIn(taken, asked),',
    replace: 'withdrawals: [],',
    ...reading,
  },
  {
    breaks: 'disclosed under a permit',
    name: 'a disclosure rests on nobody’s word',
    file: disclosure,
    find: '      ...circumstances.readAt,\n',
    replace: '',
    ...reading,
  },
  {
    breaks: 'nothing moved beneath a disclosure',
    name: 'a disclosure is committed without proof',
    file: disclosure,
    find: 'parts.store.append([commit], rests)',
    replace: 'parts.store.append([commit])',
    ...reading,
  },
  {
    breaks: 'routed by a decision',
    name: 'a decision is not written down',
    file: 'functions/referrals/receive/share.ts',
    find: 'events: [...decided, ...shared.events] };',
    replace: 'events: shared.events };',
    ...oneReferral,
  },
  {
    breaks: 'a yes reaches what is held',
    name: 'an answer is recorded without proof of what waits for it',
    file: 'functions/consents/record/record.ts',
    find: ', ...(waiting ? [waiting.head] : [])',
    replace: '',
    scenario: 'a consent of a person as such, while a referral of them comes in',
    test: 'referrals',
  },
  {
    breaks: 'a yes reaches what is held',
    name: 'a referral is held without proof that nobody answered meanwhile',
    file: 'functions/consents/held.ts',
    find: 'rests: read.map(',
    replace: 'rests: [].map(',
    scenario: 'a referral that is held, while the person says yes as such',
    test: 'referrals',
  },
  {
    breaks: 'referrer told within the return clause',
    name: 'a referrer is told whatever the clause says',
    file: 'functions/cases/respond/aftermath.ts',
    find: 'const events: Event[] = may ? [',
    replace: 'const events: Event[] = true ? [',
    ...acceptance,
  },
  {
    breaks: 'referrer told within the return clause',
    name: 'a referrer is not told, though the clause lets it be',
    file: 'functions/cases/respond/aftermath.ts',
    find: 'const events: Event[] = may ? [',
    replace: 'const events: Event[] = false ? [',
    scenario: 'an acceptance that the referrer may hear of',
    test: 'cases',
  },
  {
    breaks: 'keys are durable',
    name: 'a key is given before it is kept',
    file: 'functions/store/key-ring.ts',
    find: "await table.put(fresh.map(({ id, key }) => ({ id, wrapped: wrap(under('wrap'), id, key) })));",
    replace: "table.put(fresh.map(({ id, key }) => ({ id, wrapped: wrap(under('wrap'), id, key) }))).catch(() => undefined);",
    ...oneReferral,
  },
  {
    breaks: 'destroyed is unreadable',
    name: 'what is destroyed keeps its key',
    file: 'functions/cases/destroy.ts',
    find: 'if (key) await keys.destroy(key);',
    replace: '',
    scenario: 'a referral about the wrong person',
    test: 'referrals',
  },
  {
    breaks: 'content is sealed',
    name: 'whom someone looks like is told by surname',
    file: 'functions/referrals/receive/people.ts',
    find: "keys.hmac('identity', 'likeness', birthDate, plain(name.family)) : undefined",
    replace: 'name.family : undefined',
    ...oneReferral,
  },
  {
    breaks: 'views rebuilt are views grown',
    name: 'a row that is no longer so stays',
    file: 'functions/views/project/project.ts',
    find: 'all(({ deletes }) => deletes),',
    replace: '[],',
    scenario: 'an outcome',
    test: 'cases',
  },
  {
    breaks: 'views rebuilt are views grown',
    name: 'a change that came late is taken for the next',
    file: 'functions/views/project/project.ts',
    find: 'once.every(({ seq }, index) => seq === applied + 1 + index)',
    replace: 'once.length > 0',
    scenario: 'a referral that is withdrawn',
    test: 'referrals',
  },
];
