import * as z from 'zod';
import type { ProblemCode } from '../problem.ts';

/** What may be sent or answered, with what it shows. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** Examples by their names. */
export type Examples = Readonly<Record<string, Example>>;

/** A body that a route takes, by the schema that validates it. */
export interface Body {
  readonly schema: z.ZodType;
  /** Those of messages are files beside their contract. */
  readonly examples?: Examples;
}

/** A reply when all is well. */
export interface Answer {
  readonly description: string;
  /** By media type. */
  readonly content: Readonly<Record<string, z.ZodType>>;
}

/** What a route takes and what it answers. What follows from who may use it, and from what it takes, is not said again. */
export interface Operation {
  readonly summary: string;
  readonly description: string;
  /** The parameters of its path. */
  readonly path?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  /** Whether it needs an Idempotency-Key; `or-message-id` where the name of the message may stand for one. */
  readonly idempotency?: 'required' | 'or-message-id';
  /** By media type. */
  readonly bodies?: Readonly<Record<string, Body>>;
  /** Whether the body may be left out: it is then an empty object. */
  readonly bodyOptional?: true;
  /** Whether `strict` may be said of it. */
  readonly strict?: true;
  readonly answers: Readonly<Partial<Record<200 | 201, Answer>>>;
  /** The refusals of its own. Those of access, of bodies, of keys and of queries follow from the rest. */
  readonly problems: readonly ProblemCode[];
}

const json = 'application/json';

/** A body as JSON. */
export const jsonBody = (schema: z.ZodType, examples?: Examples): Readonly<Record<string, Body>> => ({
  [json]: { schema, ...(examples ? { examples } : {}) },
});

/** A reference, for examples. */
export const someReference = '66hndx79bqdfj2mdpfr9216fh3';

/** An answer as JSON. */
export const jsonAnswer = (description: string, schema: z.ZodType): Answer => ({ description, content: { [json]: schema } });

/** The `id` of a path. Anything that is no reference of yours answers `not-found`. */
export const id = (of: string) => ({ id: z.string().min(1).describe(`The reference of ${of}, from an earlier reply or your mailbox`) });

/** An identifier as the name of a schema: `job-centre` as `JobCentre`. */
export const pascal = (identifier: string): string => identifier.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
