import type { Answer } from '../support/world.ts';
import { marker } from './plant.ts';
import type { Place } from './search.ts';

export interface Asked {
  readonly as?: string;
  readonly user?: string;
  readonly key?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A hub to send to, wherever it runs. */
export interface Target {
  readonly send: (method: 'GET' | 'POST', path: string, asked: Asked) => Promise<Answer>;
  /** Resolves when everything sent so far has reached every mailbox and worklist. */
  readonly settle: () => Promise<void>;
  /** Is given every reply so far, before anything is taken back. */
  readonly look?: (exchanges: readonly Exchange[]) => Promise<void>;
  /** Whether every case is followed to its end, or one of each kind. */
  readonly isThorough: boolean;
  /** Whether it has a router of its own, and so can be asked for what is not there. */
  readonly routes: boolean;
}

/** One request and its reply. `shows`: to someone permitted to read content, in a reply that holds it. */
export interface Exchange {
  readonly name: string;
  readonly answer: Answer;
  readonly shows: boolean;
  /** Whom a reply to `GET /v1/cases/{id}` was shown to. */
  readonly reader: string | undefined;
}

export type Ask = (method: 'GET' | 'POST', path: string, asked?: Asked, shows?: boolean) => Promise<Answer>;

/** What was taken in: by whom it was sent, what it is called, and the teams that have it. */
export interface Taken {
  readonly source: string;
  readonly as: string;
  readonly id: string;
  readonly teams: readonly string[];
}

/** One of each source at each team: what is the same for all is asked of one, the last. */
export const oneOfEach = (taken: readonly Taken[]): Taken[] => [
  ...new Map(taken.map((each) => [`${each.source} ${each.teams.join()}`, each])).values(),
];

/** Reads a case as a team does. */
export const read = (id: string, as: string, ask: Ask): Promise<Answer> =>
  ask('GET', `/v1/cases/${id}?note=${marker('URLs')}`, { as, headers: { 'x-correlation-id': `${marker('headers')} said` } }, true);

/** What of a reply nobody may find content in: everything but what is the sender’s own name for the request, and is mirrored. */
export function placesOf(exchanges: readonly Exchange[]): Place[] {
  return exchanges
    .filter(({ shows, answer }) => !shows || answer.status >= 400)
    .map(({ name, answer }) => {
      const { 'x-correlation-id': _, ...headers } = answer.headers;
      return { name: `the reply to ${name} (${answer.status})`, bytes: JSON.stringify([headers, withoutName(answer.body)]) };
    });
}

/** FHIR answers a message by its id (R4, MessageHeader.response.identifier). */
const withoutName = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body ?? null), (key, value) =>
    key === 'response' && typeof value?.identifier === 'string' ? { ...value, identifier: undefined } : value,
  );
