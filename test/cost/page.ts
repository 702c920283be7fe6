import { type Account, priceOf } from './account.ts';
import { prices, requestsPerMessage, warmMs } from './prices.ts';
import { type Phase, phases } from './walk.ts';

/** What referrals of one size cost, by phase. */
export interface Sized {
  readonly bytes: number;
  readonly accounts: Readonly<Record<Phase, Account>>;
}

const titles: Readonly<Record<Phase, string>> = {
  intake: 'taken in',
  consumers: 'carried to its team and referrer',
  reading: 'read once by the team',
};

/** What stands between two marks of the README, and is held to what is counted. */
const marks = { begin: '<!-- cost: made by npm run cost -->', end: '<!-- /cost -->' } as const;

/** The page as a text has it; nothing if it has none. */
export const pageIn = (text: string): string | undefined => {
  const [, rest] = text.split(`${marks.begin}\n`);
  return rest?.split(`\n${marks.end}`)[0];
};

/** A text with another page. Throws if it has no place for one. */
export function withPage(text: string, page: string): string {
  const old = pageIn(text);
  if (old === undefined) throw new Error(`there is no ${marks.begin}`);
  const between = (part: string) => `${marks.begin}\n${part}\n${marks.end}`;
  return text.replace(between(old), () => between(page));
}

const kilobytes = (bytes: number): string => `${bytes / 1_000} KB`;
const dollars = (price: number): string => price.toFixed(2);
const tidy = (value: number): string => String(Math.round(value * 100) / 100);

/** The tables as markdown: what one referral consumes, and what a million cost. */
export function costPage(all: readonly Sized[]): string {
  const consumed = all.flatMap(({ bytes, accounts }) =>
    phases.map((phase) => {
      const { calls, itemsRead, itemsWritten, read, write, events, messages, invocations } = accounts[phase];
      return [kilobytes(bytes), titles[phase], ...[calls, itemsRead, itemsWritten, read, write, events, messages, invocations].map(tidy)];
    }),
  );
  const priced = all.flatMap(({ bytes, accounts }) =>
    phases.map((phase) => {
      const { writes, reads, bus, queues, gateway, functions, total } = priceOf(accounts[phase]);
      return [kilobytes(bytes), titles[phase], ...[writes, reads, bus, queues, gateway, functions].map(dollars), `**${dollars(total)}**`];
    }),
  );
  const { million, gigabyteSecond, region, asOf } = prices;
  return [
    'One referral about somebody new, by itself:',
    '',
    markdown(
      ['size', 'is', 'calls', 'items read', 'items written', 'read units', 'write units', 'events', 'queue requests', 'invocations'],
      consumed,
    ),
    '',
    `A million of them, in US dollars, ${region}, ${asOf}. List prices as settings in \`test/cost/prices.ts\`: check yours.`,
    '',
    markdown(['size', 'is', 'writes', 'reads', 'bus', 'queues', 'API', 'functions', 'together'], priced),
    '',
    `Together = write units × ${million.writeUnits} + read units × ${million.readUnits} + events × ${million.events.toFixed(2)} + queue requests × ${million.messages.toFixed(2)} ` +
      `+ API requests × ${million.requests} + invocations × ${million.invocations.toFixed(2)} + GB-seconds × ${gigabyteSecond.toFixed(10)} × a million. ` +
      `Queue requests are ${requestsPerMessage} for each event. The time a function runs is an estimate (${Object.entries(warmMs)
        .map(([name, ms]) => `${name} ${ms} ms`)
        .join(', ')}).`,
  ].join('\n');
}

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column < 2 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
