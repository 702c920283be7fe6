/**
 * What the document says of a schema beside what can be read from it: for `.meta()`. What a check in code takes, said as
 * JSON Schema, so that whoever writes a system by the document sends what is taken.
 */

/** A schema of the document, as far as it is changed here. */
interface Rendered {
  [keyword: string]: unknown;
  items?: unknown;
  properties?: Record<string, unknown>;
}

/** That a plain text is taken too, as the items of a list are, or as one member of an object is. */
export const orText = (member?: string) => ({
  override: ({ jsonSchema }: { jsonSchema: Rendered }) => {
    if (jsonSchema['anyOf'] !== undefined) return;
    const { description, 'x-data-category': category, ...form } = jsonSchema;
    const text = member === undefined ? form.items : form.properties?.[member];
    for (const keyword of Object.keys(form)) delete jsonSchema[keyword];
    Object.assign(jsonSchema, { anyOf: [text, form] });
  },
});

/** Keywords that say what a check in code says; a check that is a pattern of its own says more, and stands. */
export const alsoSaid = (keywords: Readonly<Record<string, unknown>>) => ({
  override: ({ jsonSchema }: { jsonSchema: Rendered }) => {
    Object.assign(jsonSchema, keywords, jsonSchema['pattern'] === undefined ? {} : { pattern: jsonSchema['pattern'] });
  },
});
