import { categories } from '../../contracts/categories.ts';
import { code, type Html, html, link, type Part, prose, table } from './html.ts';
import { resolved, type Schema } from './openapi.ts';

/** One field of a body, by its place: `customer.needs[].code`. */
interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: Schema;
  /** Of itself, or of what it is in. */
  readonly category: unknown;
}

/** How deep a body is told of; what is deeper is told of as a whole. */
const deepest = 6;

/** Every field of a schema, each before what is in it. */
function fieldsOf(schema: Schema, place = '', category: unknown = undefined, depth = 0): Field[] {
  const { properties, required = [], items, oneOf, anyOf, allOf } = resolved(schema);
  if (depth > deepest) return [];
  if (properties) {
    return Object.entries(properties).flatMap(([name, each]) => {
      const own = resolved(each);
      const ofOwn = own['x-data-category'] ?? category;
      const at = place === '' ? name : `${place}.${name}`;
      return [{ name: at, isRequired: required.includes(name), schema: own, category: ofOwn }, ...fieldsOf(own, at, ofOwn, depth + 1)];
    });
  }
  if (items) {
    const own = resolved(items);
    return fieldsOf(own, `${place}[]`, own['x-data-category'] ?? category, depth + 1);
  }
  const choices = (oneOf ?? anyOf ?? allOf ?? []).filter((choice) => resolved(choice).type !== 'null');
  const found = choices.flatMap((choice) => fieldsOf(choice, place, category, depth + 1));
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

/** The fields of a body as a table; with the kind of information of each, if there are any. */
export function fieldTable(schema: Schema, caption: string, ofRequest: boolean): Html {
  const rows = fieldsOf(schema).map(({ name, isRequired, schema: each, category }): Part[] => [
    placed(name),
    ...(ofRequest ? [isRequired ? 'yes' : ''] : []),
    form(each),
    kind(category),
    prose(each.description ?? ''),
  ]);
  if (rows.length === 0) return html``;
  return table(caption, ['Field', ...(ofRequest ? ['Required'] : []), 'Form', 'Kind of information', 'What it is'], rows, 'shown');
}

/** The name of a field, which may be broken where it goes a level deeper. */
const placed = (name: string): Html =>
  html`<code>${name.split('.').map((part, index) => html`${index > 0 && html`.<wbr>`}${part}`)}</code>`;

/** A kind of information, with a link to what it means. */
function kind(category: unknown): Part {
  if (typeof category === 'string' && Object.hasOwn(categories, category)) return link(`/docs/information#${category}`, category);
  return category === undefined || category === null ? '' : 'by its code';
}

/** What may be there: the type and its limits, in words. */
export function form(schema: Schema): Part {
  const { type, enum: values, const: only, items, format, oneOf, anyOf, default: usual } = resolved(schema);
  const or = usual === undefined || isEmpty(usual) ? '' : html`; ${code(JSON.stringify(usual))} if left out`;
  if (values) return html`${listed(values)}${or}`;
  if (only !== undefined) return code(String(only));
  const choices = oneOf ?? anyOf;
  if (choices) return html`${choices.map((choice, index) => html`${index > 0 ? ' or ' : ''}${form(choice)}`)}${or}`;
  const types = (typeof type === 'string' ? [type] : (type ?? [])).map((each) => words[each] ?? each).join(' or ');
  if (type === 'array') return html`list${range(schema, 'minItems', 'maxItems')}${items && html`; each ${form(items)}`}`;
  if (format === 'date') return html`day, YYYY-MM-DD${or}`;
  if (format === 'date-time') return 'moment, RFC 3339';
  return html`${types || 'anything'}${range(schema, 'minLength', 'maxLength')}${range(schema, 'minimum', 'maximum')}${or}`;
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
};

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Few values are listed; many are shown when they are asked for. */
function listed(values: readonly unknown[]): Part {
  const all = values.map((value, index) => html`${index > 0 ? ', ' : ''}${code(String(value))}`);
  return values.length <= 8 ? html`one of ${all}` : html`<details><summary>one of ${values.length}</summary>${all}</details>`;
}

function range(schema: Schema, least: 'minItems' | 'minLength' | 'minimum', most: 'maxItems' | 'maxLength' | 'maximum'): string {
  const from = schema[least];
  const to = schema[most] === Number.MAX_SAFE_INTEGER ? undefined : schema[most];
  if (to === undefined) return from === undefined || least !== 'minimum' ? '' : `, ${from} or more`;
  return from === undefined || (from <= 1 && least !== 'minimum') ? `, at most ${to}` : `, ${from} to ${to}`;
}
