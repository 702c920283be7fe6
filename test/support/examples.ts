import { readFileSync } from 'node:fs';

/** An example message of a source, as its folder holds it. */
export function example(source: string, name: string) {
  // biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
  return JSON.parse(readFileSync(new URL(`../../contracts/sources/${source}/examples/${name}.json`, import.meta.url), 'utf8')) as any;
}
