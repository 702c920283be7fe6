import fc from 'fast-check';
import { demonstrationClients } from '../../infra/demonstration.ts';
import { document } from '../support/documented.ts';
import { type Components, type Schema, valuesOf } from './schema.ts';
import { broken, spoiled } from './spoil.ts';

/** A request to send, whole: what the world is called with. */
export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly as: string | undefined;
  readonly user: string | false | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly isBase64: boolean;
}

interface Parameter {
  readonly in: 'header' | 'path' | 'query';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Body {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Described {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> };
}

export interface Operation extends Described {
  readonly method: 'GET' | 'POST';
  readonly template: string;
}

const components = document.components.schemas as Components;

/** Every operation of the hub’s description. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([template, methods]) =>
  (['GET', 'POST'] as const).flatMap((method) => {
    const described = methods[method.toLowerCase()] as Described | undefined;
    return described ? [{ ...described, method, template }] : [];
  }),
);

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** What nobody else says: found again in any reply, it was echoed. */
export const marks = /qz[a-z]{10}/g;
const mark = fc.array(fc.constantFrom(...letters), { minLength: 10, maxLength: 10 }).map((each) => `qz${each.join('')}`);

/** Free text: always with a mark, now and then in strange company. */
const text = fc.tuple(fc.constantFrom('', 'Mrs ', '£', 'é', '07700 900', '<b>', '&', '\n'), mark).map((parts) => parts.join(''));

/** Something that is there, and the clients who may ask for it. */
export interface Known {
  readonly id: string;
  readonly clients: readonly string[];
}

/** What a path may name that is not there. */
const nothing = fc.oneof(
  text,
  fc.stringMatching(/^[a-z2-7]{26}$/),
  fc.constantFrom('.', '..', '%00', '__proto__', 'constructor', '0', ' ', 'null', 'x'.repeat(600), '%E0%A4%A'),
);

/** What is wrong with a request, if anything: one thing at a time goes deeper than all at once. */
type Wrong = 'nothing' | 'parameters' | 'reference' | 'caller' | 'body' | 'json' | 'media-type';

/** A parameter’s values: left out where it may be, as the schema has it; or anything. */
function parameterValues({ schema, required }: Parameter, isWrong: boolean): fc.Arbitrary<string | undefined> {
  const right = valuesOf(schema, components, text).map(String);
  if (isWrong) return fc.oneof(right, text, fc.constantFrom(undefined, '', '-1', '1e9', 'NaN', 'true', 'null', '[]', '%'));
  return required ? right : fc.oneof(fc.constant(undefined), right);
}

/** A body of one media type: as an example or the schema says, with something wrong in it, or hardly JSON. */
function bodies({ schema, examples = {} }: Body, wrong: Wrong): fc.Arbitrary<string> {
  const asJson = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  const right = fc.oneof(valuesOf(schema, components, text), ...Object.values(examples).map(({ value }) => fc.constant(value)));
  if (wrong === 'body') return right.chain((value) => spoiled(value, text)).map(asJson);
  return wrong === 'json' ? right.map(asJson).chain(broken) : right.map(asJson);
}

function formOf(json: string): string {
  try {
    return new URLSearchParams(
      Object.entries(JSON.parse(json) as object).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
  } catch {
    return json;
  }
}

const encoded = (mediaType: string, value: string): string => (mediaType === 'application/x-www-form-urlencoded' ? formOf(value) : value);

const strangeTypes = [
  '',
  'text/plain',
  'application/xml',
  'application/json; charset=latin1',
  'text/csv',
  'application/fhir+json',
  'multipart/form-data',
];

const everybody = demonstrationClients.map(({ id }) => id);
const usersOf = (client: string | undefined) => demonstrationClients.find(({ id }) => id === client)?.users.map(({ id }) => id) ?? [];

/** Requests to one operation, about what is known, each with at most one kind of thing wrong with it. */
export function requestsTo(operation: Operation, known: readonly Known[]): fc.Arbitrary<Sent> {
  const weights: Readonly<Record<Wrong, number>> = {
    nothing: 5,
    parameters: 2,
    reference: 1,
    caller: 1,
    body: 6,
    json: 1,
    'media-type': 1,
  };
  return fc.oneof(
    ...Object.entries(weights).map(([wrong, weight]) => ({ weight, arbitrary: requestsWith(operation, known, wrong as Wrong) })),
  );
}

function requestsWith(
  { method, template, security = [], parameters = [], requestBody }: Operation,
  known: readonly Known[],
  wrong: Wrong,
): fc.Arbitrary<Sent> {
  const scopes = security.flatMap((each) => Object.values(each).flat());
  const able = demonstrationClients.filter((client) => scopes.every((scope) => client.scopes.includes(scope))).map(({ id }) => id);
  const right = fc
    .constantFrom(...known.filter(({ clients }) => clients.some((client) => able.includes(client))))
    .chain(({ id, clients }) =>
      fc.constantFrom(...(template.includes('{id}') ? clients : able).filter((client) => able.includes(client))).map((as) => ({ id, as })),
    );
  const place: fc.Arbitrary<{ id: string; as: string | undefined }> =
    security.length === 0
      ? fc.constant({ id: '', as: undefined })
      : wrong === 'reference'
        ? fc.record({ id: nothing, as: fc.constantFrom(...able) })
        : wrong === 'caller'
          ? fc.record({
              id: fc.constantFrom(...known).map(({ id }) => id),
              as: fc.constantFrom<(string | undefined)[]>(undefined, ...everybody),
            })
          : right;
  const named = (where: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((each) => each.in === where).map((each) => [each.name, parameterValues(each, wrong === 'parameters')]),
      ),
      { noNullPrototype: true },
    );
  const contents = Object.entries(requestBody?.content ?? {}).map(([mediaType, body]) =>
    bodies(body, wrong).map((value) => ({ mediaType, text: encoded(mediaType, value) })),
  );
  return fc
    .record({
      place: place.chain(({ id, as }) =>
        fc
          .constantFrom<(string | false | undefined)[]>(undefined, ...usersOf(as), ...(wrong === 'caller' ? [false as const] : []))
          .map((user) => ({ id, as, user })),
      ),
      query: named('query'),
      header: named('header'),
      body: contents.length > 0 ? fc.oneof(...contents) : fc.constant(undefined),
      mediaType: wrong === 'media-type' ? fc.constantFrom(...strangeTypes) : fc.constant(undefined),
      accept: fc.constantFrom(undefined, undefined, undefined, 'application/json', 'application/fhir+json', '*/*', 'text/html', ';;'),
      isBase64: fc.constant(wrong === 'media-type').chain((may) => (may ? fc.boolean() : fc.constant(false))),
    })
    .map(({ place: { id, as, user }, query, header, body, mediaType, accept, isBase64 }): Sent => {
      const search = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
      );
      const headers = Object.entries({ ...header, 'content-type': body && (mediaType ?? body.mediaType), accept });
      return {
        method,
        path: `${template.replace('{id}', encodeURIComponent(id))}${search.size > 0 ? `?${search}` : ''}`,
        as,
        user,
        headers: Object.fromEntries(headers.flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), value]]))),
        text: body && isBase64 ? Buffer.from(body.text).toString('base64') : body?.text,
        isBase64: isBase64 && body !== undefined,
      };
    });
}
