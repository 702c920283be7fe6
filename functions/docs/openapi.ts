import document from '../../contracts/openapi.json' with { type: 'json' };
import { type ProblemCode, problems } from '../../contracts/problem.ts';

/** The parts of an OpenAPI 3.1 document that the pages are made from. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly 'x-data-category'?: unknown;
}

export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value?: unknown }>>;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Response {
  readonly $ref?: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description?: string }>>;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response>>;
}

interface OpenApi {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly responses: Readonly<Record<string, Response>> };
}

/** The generated document of the API. */
export const openapi = document as unknown as OpenApi;

/** One route as the document has it. */
export interface Documented {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Every route, in the order of the document. */
export const documented: readonly Documented[] = Object.entries(openapi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** A schema itself, where it may be a reference to one; what is said beside a reference stands before what it leads to. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  return { ...resolved(openapi.components.schemas[nameIn($ref)] ?? {}), ...beside };
}

/** A reply itself, where it may be a reference to one. */
export const replyOf = (reply: Response): Response =>
  reply.$ref === undefined ? reply : (openapi.components.responses[nameIn(reply.$ref)] ?? reply);

const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** One problem that a reply may be. */
interface AnsweredProblem {
  readonly code: ProblemCode;
  readonly title: string;
  readonly example: unknown;
}

/** The problems that a reply may be, with an example of each where there is one. As FHIR they are told in its description. */
export function problemsIn(reply: Response): AnsweredProblem[] {
  const { description, content } = replyOf(reply);
  const media = content?.['application/problem+json'];
  const codes = media ? codesIn(media.schema) : [...description.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code);
  return codes.filter(isProblem).map((code) => ({
    code,
    title: problems[code].title,
    example: media?.examples?.[code]?.value ?? media?.example,
  }));
}

const isProblem = (code: unknown): code is ProblemCode => typeof code === 'string' && Object.hasOwn(problems, code);

function codesIn({ properties, allOf = [], oneOf = [], anyOf = [] }: Schema): readonly unknown[] {
  const own = properties?.['code'];
  return own ? (own.enum ?? [own.const]) : [...allOf, ...oneOf, ...anyOf].flatMap(codesIn);
}
