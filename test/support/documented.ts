import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { pages, routes } from '../../contracts/routes.ts';
import { sources } from '../../contracts/sources/index.ts';
import { routeTable } from '../../infra/local/routes.ts';

/** Holds every reply a test gets to what the hub publishes of itself: `contracts/openapi.json`. */

interface Schema {
  readonly [member: string]: unknown;
}
interface Documented {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>;
  readonly content?: Readonly<
    Record<string, { readonly schema: Schema; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>
  >;
}
export interface DocumentedOperation {
  readonly operationId: string;
  readonly requestBody?: Documented;
  readonly responses: Readonly<Record<string, Documented>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Documented>>; readonly schemas: Readonly<Record<string, Schema>> };
}

export const document = JSON.parse(readFileSync(new URL('../../contracts/openapi.json', import.meta.url), 'utf8')) as Document;

/** A reply, and the route that gave it as the topology says it. */
export interface Answered {
  readonly routeKey: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came. */
  readonly text: string | undefined;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema({ ...document, $id: 'openapi' });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at a place in the document, a JSON Pointer; nothing if all is well. Never says the value. */
export function faultsAt(place: string, value: unknown): string[] {
  const validator = compiled.get(place) ?? ajv.compile({ $ref: `openapi#${encodeURI(place)}` });
  compiled.set(place, validator);
  if (validator(value)) return [];
  return (validator.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '(the whole)'} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** One step of a JSON Pointer. */
export const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Where the document has a route: sending, by its source; one that a test adds answers as all do. */
function pathOf({ routeKey, path }: Answered): { readonly at: string; readonly method: string; readonly isKnown: boolean } {
  const [method = '', template = ''] = routeKey.split(' ');
  const { source = '', operation } = path;
  const isKnown =
    !(template.includes('{source}') && !Object.hasOwn(sources, source)) &&
    !(template.includes('{operation}') && operation !== '$process-message');
  const at = template.replace('{source}', Object.hasOwn(sources, source) ? source : 'fire').replace('{operation}', '$process-message');
  return { at, method: method.toLowerCase(), isKnown };
}

/** Throws, with all that is wrong, if a reply is not as documented: its status, headers, media type and body. Pages are not held to it. */
export function checkDocumented(answered: Answered): void {
  if ((pages as readonly string[]).includes(answered.routeKey)) return;
  const faults = faultsOf(answered);
  if (faults.length === 0) return;
  const { routeKey, status, text } = answered;
  throw new Error(
    `${routeKey} answered ${status}, not as contracts/openapi.json says:\n  ${faults.join('\n  ')}\n  ${text?.slice(0, 600)}`,
  );
}

function faultsOf(answered: Answered): string[] {
  const { at, method, isKnown } = pathOf(answered);
  const operation = document.paths[at]?.[method];
  if (!operation) return ['the route is not in the document'];
  // An address that is nobody’s has no operation of its own.
  if (!isKnown && answered.status === 404) return [];
  const told = operation.responses[String(answered.status)];
  if (!told) return [`the statuses are ${Object.keys(operation.responses).join(', ')}`];
  const component = told.$ref?.split('/').at(-1);
  if (component === undefined) return faultsIn(answered, told, `/paths/${step(at)}/${method}/responses/${answered.status}`);
  return faultsIn(answered, document.components.responses[component] ?? {}, `/components/responses/${component}`);
}

function faultsIn({ headers, text }: Answered, { headers: expected = {}, content = {} }: Documented, place: string): string[] {
  const ofHeaders = Object.entries(expected).flatMap(([name, { required }]) => {
    const value = headers[name.toLowerCase()];
    if (value === undefined) return required ? [`header ${name} is missing`] : [];
    return faultsAt(`${place}/headers/${step(name)}/schema`, value).map((fault) => `header ${name}: ${fault}`);
  });
  const type = headers['content-type']?.split(';')[0] ?? '';
  if (!Object.hasOwn(content, type)) return [...ofHeaders, `the media types are ${Object.keys(content).join(', ')}, not ${type}`];
  if (text === undefined) return [...ofHeaders, 'there is no body'];
  return [...ofHeaders, ...faultsAt(`${place}/content/${step(type)}/schema`, type.endsWith('json') ? JSON.parse(text) : text)];
}

const find = routeTable(Object.keys(routes).map((key) => [key, key] as const));

/** {@link checkDocumented} for a reply that came over HTTP, by the path that was asked; what is no route of the API is let be. */
export function checkReply(method: string, path: string, answered: Pick<Answered, 'status' | 'headers' | 'text'>): void {
  const found = find(method, path.split('?')[0] ?? '');
  if (!found || typeof found === 'symbol' || !('match' in found)) return;
  const { routeKey, pathParameters } = found.match;
  checkDocumented({ ...answered, routeKey, path: pathParameters });
}
