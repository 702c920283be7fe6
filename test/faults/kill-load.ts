import type { Asked, Mail, Replied } from './history.ts';
import type { HubProcess } from './hub-process.ts';
import { type StoryRequest, storyOf } from './kill-stories.ts';

const clients = 12;

type Noted = Asked & { readonly replies: Replied[] };

/**
 * Clients that send stories to a hub, each request until it is answered, through whatever becomes of the hub. Keeps what
 * was asked and answered. What no client should ever see is a fault: a 500, a 503 without `Retry-After`, an answer that
 * was not due, or a connection cut by a hub that nobody killed.
 */
export class Load {
  readonly asked: Noted[] = [];
  readonly faults: string[] = [];
  readonly counts = { acknowledged: 0, busy: 0, cut: 0 };
  #hub: HubProcess | undefined;
  #told: () => void = () => undefined;
  #isUp: Promise<void> = Promise.resolve();
  #next = 0;
  #isEnding = false;
  #isPaused = false;
  #inFlight = 0;
  #working: Promise<unknown> = Promise.resolve();

  /** From now on this hub is there. */
  up(hub: HubProcess): void {
    this.#hub = hub;
    this.#told();
  }

  /** From now on there is none: what is cut off is sent again to the next. */
  down(): void {
    this.#hub = undefined;
    this.#isUp = new Promise((resolve) => (this.#told = resolve));
  }

  begin(): void {
    this.#working = Promise.all(Array.from({ length: clients }, () => this.#work()));
  }

  /** Begins no more stories, and resolves when those begun have been told to their end. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#working;
  }

  /** Does something while nothing is being asked. */
  async atRest<T>(work: () => Promise<T>): Promise<T> {
    this.#isPaused = true;
    while (this.#inFlight > 0) await pause(5);
    try {
      return await work();
    } finally {
      this.#isPaused = false;
    }
  }

  /** Sends the newest acknowledged requests again: each should say what it said. */
  async repeat(most: number): Promise<void> {
    const known = this.asked.filter(({ key, replies }) => key !== undefined && replies.some(({ status }) => status < 300)).slice(-most);
    await Promise.all(known.map((each) => this.#send(requestOf.get(each) as StoryRequest, each)));
  }

  /** Whether a request that is made now, of what the store and the engine hold, is answered within so many milliseconds. */
  async answers(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
    const answered = this.#until({ as: 'police', method: 'GET', path: '/v1/events?limit=1', expected: 200 }).then(() => true);
    try {
      return await Promise.race([answered, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A mailbox, whole. */
  async mailbox(as: string): Promise<Mail[]> {
    const mail: Mail[] = [];
    for (let next: string | null | undefined = 'after=0'; next; ) {
      const body = (await this.#until({ as, method: 'GET', path: `/v1/events?${next}&limit=100`, expected: 200 })) as {
        items: Mail[];
        next: string | null;
      };
      mail.push(...body.items);
      next = body.next && `cursor=${body.next}`;
    }
    return mail;
  }

  async #work(): Promise<void> {
    while (!this.#isEnding) {
      const story = storyOf(this.#next);
      this.#next += 1;
      const receipt = (await this.#until(story.referral)) as { referralId: string };
      for (const request of story.after(receipt.referralId)) await this.#until(request);
    }
  }

  /** Sends a request until it is answered; gives the body of the answer. */
  async #until(request: StoryRequest): Promise<unknown> {
    let noted: Noted | undefined;
    for (let attempt = 0; ; attempt += 1) {
      await this.#isUp;
      while (this.#isPaused && request.path.indexOf('/v1/events') < 0) await pause(5);
      // A read that is sent again is another.
      if (!noted || request.method === 'GET') noted = this.#note(request);
      const reply = await this.#send(request, noted);
      if (reply?.status === request.expected) return reply.body;
      if (reply && reply.status !== 503) {
        this.faults.push(`${request.as} ${request.method} ${request.path}: answered ${reply.status}, where ${request.expected} was due`);
        return reply.body;
      }
      await pause(Math.min(500, 20 * 2 ** attempt));
    }
  }

  #note(request: StoryRequest): Noted {
    const key = request.method === 'POST' ? `key-${this.asked.length}` : undefined;
    const noted: Noted = { client: request.as, request: `${request.method} ${request.path}`, key, replies: [] };
    requestOf.set(noted, request);
    this.asked.push(noted);
    return noted;
  }

  /** Sends once; nothing if it was cut off, or could not even be sent. */
  async #send({ as, method, path, body }: StoryRequest, noted: Noted): Promise<Replied | undefined> {
    const hub = this.#hub;
    if (!hub) return undefined;
    this.#inFlight += 1;
    try {
      try {
        await hub.signIn(as);
      } catch {
        return undefined;
      }
      const { status, body: replied, headers } = await hub.call(method, path, { as, key: noted.key, body });
      noted.replies.push({ status, body: replied });
      if (status < 300) this.counts.acknowledged += 1;
      if (status === 503) {
        this.counts.busy += 1;
        if (!/^\d+$/.test(headers['retry-after'] ?? '')) this.faults.push(`${noted.request}: 503 without Retry-After`);
      }
      return { status, body: replied };
    } catch (error) {
      this.counts.cut += 1;
      if (this.#hub === hub && !hub.isGone())
        this.faults.push(`${noted.request}: cut off by a hub that is there (${error instanceof Error ? error.name : 'unknown'})`);
      return undefined;
    } finally {
      this.#inFlight -= 1;
    }
  }
}

const requestOf = new WeakMap<Noted, StoryRequest>();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
