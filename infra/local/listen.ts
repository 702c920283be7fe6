import type { Problem } from '../../contracts/problem.ts';

/** An event of a mailbox as the hub gives it: a reference and codes, never content. */
export interface MailboxEvent {
  readonly position: number;
  readonly type: string;
  readonly at: string;
  readonly subject: string;
  readonly area?: string;
  readonly tier?: number;
  readonly urgency?: string;
  readonly reason?: string;
}

export interface ListenOptions {
  /** Listens to what came after this position; left out, to what came after the last that was acknowledged. */
  readonly after?: number | undefined;
  /** Ends when everything that is there has been told. */
  readonly once?: boolean | undefined;
  /** Says to the hub that what was told is taken in. Without it, listening changes nothing. */
  readonly acknowledge?: boolean | undefined;
}

/** What listening needs of the world around it. */
export interface Listener {
  /** The hub’s address and a fresh token for the client; throws while it cannot be had. */
  readonly connect: () => Promise<Connection>;
  readonly tell: (event: MailboxEvent) => void;
  /** Something about listening itself, apart from what is heard. */
  readonly note: (text: string) => void;
  readonly stopped: AbortSignal;
  /** The position of the last event that there is; 0 if there is none yet. */
  readonly last: () => Promise<number>;
}

interface Connection {
  readonly url: string;
  readonly token: string;
}

/** The hub will not let this client listen; the message says why. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** How long between two looks, in milliseconds: soon enough for a person, seldom enough for the hub. */
const pauseMs = 2_000;

/**
 * Watches a mailbox and tells each event once, oldest first, until stopped. Gets a new token when the old one has expired,
 * and waits for a hub that is away or busy, to be told more and to acknowledge what was told. Throws what `connect` throws
 * at first, and {@link NotHeard}.
 */
export async function listen({ after, once = false, acknowledge = false }: ListenOptions, listener: Listener): Promise<void> {
  const { tell, stopped } = listener;
  let connection: Connection | undefined = await listener.connect();
  let from = after;
  /** The position that is still to be acknowledged. */
  let told: number | undefined;
  let isNothingTold = true;
  let isMore = true;
  let isNewToken = true;
  while (!stopped.aborted) {
    if (!isMore && told === undefined) {
      if (once) {
        if (isNothingTold) listener.note(nothing(after, await listener.last()));
        return;
      }
      await pause(pauseMs, stopped);
    }
    connection ??= await reconnected(listener);
    if (!connection) return;
    const reply: Whole | undefined = await (told === undefined ? page(connection, from, stopped) : acknowledged(connection, told, stopped));
    if (reply === undefined || (reply.status === 401 && !isNewToken)) {
      isNewToken = reply !== undefined;
      connection = reply ? await listener.connect().catch(() => undefined) : undefined;
      continue;
    }
    if (reply.status === 429 || reply.status >= 500) {
      await pause(reply.retryAfterSeconds * 1_000 || pauseMs, stopped);
      continue;
    }
    if (!reply.ok) throw new NotHeard(reasonOf(reply));
    isNewToken = false;
    if (told !== undefined) {
      told = undefined;
      continue;
    }
    const { items, next } = mailboxOf(reply);
    for (const item of items) tell(item);
    isNothingTold &&= items.length === 0;
    from = items.at(-1)?.position ?? from;
    if (acknowledge) told = items.at(-1)?.position;
    isMore = next !== null;
  }
}

/** What there is, where there was nothing to tell. */
function nothing(after: number | undefined, last: number): string {
  if (last === 0) return 'There is nothing yet.';
  return after === undefined
    ? `Nothing after what was acknowledged; the last is ${last}. From the beginning: --after 0`
    : `Nothing after ${after}; the last is ${last}.`;
}

/** A reply that came whole. */
interface Whole {
  readonly status: number;
  readonly ok: boolean;
  readonly retryAfterSeconds: number;
  readonly text: string;
}

/** The reply, or nothing where the hub did not answer, or not to the end. */
async function ask(url: string, init: RequestInit): Promise<Whole | undefined> {
  try {
    const reply = await fetch(url, init);
    const { status, ok, headers } = reply;
    return { status, ok, retryAfterSeconds: Number(headers.get('retry-after') ?? 0), text: await reply.text() };
  } catch {
    return undefined;
  }
}

const page = ({ url, token }: Connection, after: number | undefined, signal: AbortSignal) =>
  ask(`${url}/v1/events${after === undefined ? '' : `?after=${after}`}`, { headers: { authorization: `Bearer ${token}` }, signal });

const acknowledged = ({ url, token }: Connection, position: number, signal: AbortSignal) =>
  ask(`${url}/v1/events/acknowledgement`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `acknowledge-${position}` },
    body: JSON.stringify({ position }),
    signal,
  });

/** Waits until the hub is there again; nothing if that is given up. */
async function reconnected({ connect, note, stopped }: Listener): Promise<Connection | undefined> {
  if (stopped.aborted) return undefined;
  note('The hub does not answer. Waiting for it; Ctrl-C ends.');
  while (!stopped.aborted) {
    await pause(pauseMs, stopped);
    const connection = await connect().catch(() => undefined);
    if (connection) note('The hub is back.');
    if (connection) return connection;
  }
  return undefined;
}

interface Mailbox {
  readonly items: readonly MailboxEvent[];
  readonly next: string | null;
}

function mailboxOf(reply: Whole): Mailbox {
  const mailbox = jsonOf<Mailbox>(reply);
  if (!Array.isArray(mailbox?.items)) throw new NotHeard(notTheHub(reply));
  return mailbox;
}

function reasonOf(reply: Whole): string {
  const { title, detail, faults } = jsonOf<Partial<Problem>>(reply) ?? {};
  if (title === undefined || detail === undefined) return notTheHub(reply);
  return [`${title}. ${detail}`, ...(faults ?? []).map((fault) => `  ${fault.pointer} ${fault.detail}`)].join('\n');
}

/** Something between may answer in the hub’s place. What it says is not repeated: it could be anything. */
const notTheHub = ({ status }: Whole): string =>
  `The answer was ${status}, and not in the hub’s words. Is it the hub that answers at that address, or a proxy before it?`;

function jsonOf<T>({ text }: Whole): T | undefined {
  try {
    return (JSON.parse(text) as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** An event on a line: its position, when, what, about which case or referral, and what its reader should know first. */
export function eventLine({ position, at, type, subject, urgency, area, tier, reason }: MailboxEvent): string {
  const codes = [urgency, area, tier === undefined ? undefined : `tier ${tier}`, reason].filter((code) => code !== undefined);
  return `${String(position).padStart(4)}  ${at.slice(0, 19).replace('T', ' ')}  ${type.padEnd(17)}  ${subject}  ${codes.join(', ')}`.trimEnd();
}
