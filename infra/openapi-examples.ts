import { readdirSync, readFileSync } from 'node:fs';
import { described, type ExampleFiles } from '../contracts/openapi/document.ts';
import type { Examples } from '../contracts/operations/operation.ts';
import { sources } from '../contracts/sources/index.ts';

const contracts = new URL('../contracts/', import.meta.url);

const endings: Readonly<Record<string, string>> = {
  '.fhir.json': 'application/fhir+json',
  '.json': 'application/json',
  '.csv': 'text/csv',
};

interface ExampleFile {
  /** The file’s name without its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly value: unknown;
}

/** The examples in a folder of contracts. What is not UTF-8 cannot be shown, and is left out. */
function filesIn(folder: string): ExampleFile[] {
  const at = new URL(folder, contracts);
  return readdirSync(at)
    .sort()
    .flatMap((file) => {
      const ending = Object.keys(endings).find((each) => file.endsWith(each));
      const text = readFileSync(new URL(file, at), 'utf8');
      if (ending === undefined || text.includes('\uFFFD')) return [];
      const value: unknown = ending === '.csv' ? text : JSON.parse(text);
      return [{ name: file.slice(0, -ending.length), mediaType: endings[ending] ?? '', value }];
    });
}

/** Whether a list can be read at all; any other example can. */
const isRead = (source: string | undefined, { value }: ExampleFile): boolean => {
  const csv = source === undefined ? undefined : sources[source]?.csv;
  return typeof value !== 'string' || csv === undefined || csv(Buffer.from(value), 'utf-8').ok;
};

const asExamples = (files: readonly ExampleFile[]): Examples =>
  Object.fromEntries(files.map(({ name, value }) => [name, { summary: inWords(name), value }]));

const inWords = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/**
 * The examples of the document: of each source the messages that are taken (`contracts/sources/SOURCE/examples`; at FHIR’s own address, the
 * surgery’s), and what the hub answered to them (`contracts/replies/examples/OPERATION.STATUS.NAME.json`).
 */
export function exampleFiles(): ExampleFiles {
  const sourceOf = new Map(
    described().map(({ access, path }) => [
      access.operationId,
      path.startsWith('/fhir/') ? 'gp' : /^\/v1\/referrals\/([a-z-]+)$/.exec(path)?.[1],
    ]),
  );
  const replies = filesIn('replies/examples/');
  return {
    bodies: (operationId, mediaType) => {
      const source = sourceOf.get(operationId);
      const files = source ? filesIn(`sources/${source}/examples/`) : [];
      return asExamples(files.filter((file) => file.mediaType === mediaType && !file.name.startsWith('refused') && isRead(source, file)));
    },
    replies: (operationId, status, mediaType) => {
      const start = `${operationId}.${status}.`;
      const own = replies.filter((file) => file.name.startsWith(start) && file.mediaType === mediaType);
      return asExamples(own.map((file) => ({ ...file, name: file.name.slice(start.length) })));
    },
  };
}
