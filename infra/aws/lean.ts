import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/** A module of somebody else’s that a function on Lambda has no use for, and what stands in for it. */
interface StandIn {
  readonly of: RegExp;
  readonly why: string;
  readonly contents: (path: string) => string;
}

const hosts: Readonly<Record<string, string>> = { 'client-dynamodb': 'dynamodb', 'client-eventbridge': 'events' };

const standIns: readonly StandIn[] = [
  {
    of: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    why: 'Lambda puts a function’s credentials in its environment; single sign-on, profiles and instance metadata never come up',
    contents: () => `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
  },
  {
    of: /@aws-sdk\/[^/]+\/dist-es\/endpoint\/endpointResolver\.js$/,
    why: 'one address per service and region, or the one that the environment names; the rules for all partitions are 25 KB',
    contents: (path) => `
      const service = ${JSON.stringify(hosts[/@aws-sdk\/([^/]+)\//.exec(path)?.[1] ?? ''])};
      if (service === undefined) throw new Error('no address is known for this service');
      export const defaultEndpointResolver = ({ Endpoint, Region, UseFIPS, UseDualStack }) => {
        if (UseFIPS || UseDualStack) throw new Error('only the ordinary endpoints are known');
        return { url: new URL(Endpoint ?? 'https://' + service + '.' + Region + '.amazonaws.com') };
      };`,
  },
  {
    of: /@aws-sdk\/core\/dist-es\/submodules\/client\/util-endpoints\/lib\/aws\/partitions\.js$/,
    why: 'read by those rules alone',
    contents: () => `export const partitionsInfo = { partitions: [], version: '1.1' };`,
  },
  {
    of: /@aws-sdk\/middleware-endpoint-discovery\/dist-es\/index\.js$/,
    why: 'DynamoDB has not needed to be asked for its addresses for years; it is off unless asked for',
    contents: () => `
      export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => false, configFileSelector: () => false, default: false };
      export const resolveEndpointDiscoveryConfig = (config) => config;`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    why: 'nothing that the hub calls answers with a stream of events',
    contents: () => `throw new Error('no streams of events here');`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    why: 'a function has no files of profiles, and need not look for them when it starts',
    contents: () => `
      export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/retry\/.*\/AdaptiveRetryStrategy\.js$/,
    why: 'the clients try again in the standard way',
    contents: () => `export class AdaptiveRetryStrategy { constructor() { throw new Error('only the standard retries are known'); } }`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/config\/.*\/getInstanceMetadataRegion\.js$/,
    why: 'Lambda says its region, and there is no instance whose metadata could',
    contents: () => `export const getInstanceMetadataRegion = async () => undefined;`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/,
    why: 'Node on Lambda always has its own',
    contents: () => `export const Sha256Js = undefined;`,
  },
  {
    of: /@smithy\/core\/dist-es\/submodules\/serde\/date-utils\.js$/,
    why: 'the engine’s own dates read what a service writes; to refuse what none would write is 4 KB',
    contents: () => `
      const read = (value) => (value === null || value === undefined ? undefined : new Date(value));
      export const dateToUtcString = (date) => date.toUTCString();
      export { read as parseRfc3339DateTime, read as parseRfc3339DateTimeWithOffset, read as parseRfc7231DateTime };
      export const parseEpochTimestamp = (value) => read(value === null || value === undefined ? value : Number(value) * 1000);`,
  },
  {
    of: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/,
    why: 'an error that says no more than a message needs no class: the SDK gives one that it does not know under its name, as its service’s own',
    contents: withoutPlainErrors,
  },
  {
    of: /@aws-sdk\/client-[^/]+\/package\.json$/,
    why: 'a client names its version in what it sends, and nothing else of its package',
    contents: (path) =>
      `module.exports = { version: ${JSON.stringify((JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version)} };`,
  },
  {
    of: /zod\/v4\/core\/memoizer\.js$/,
    why: 'what was read from JSON never holds itself, and zod does without what finds that',
    contents: () => `
      export const memoizer = () => undefined;
      export const isBackEdge = () => false;
      export const isRecursiveSchema = () => false;`,
  },
  {
    of: /zod\/v4\/classic\/schemas\.js$/,
    why: 'by a module’s own name only what is used of it comes in',
    contents: (path) =>
      readFileSync(path, 'utf8')
        .replace('import { util } from "../core/index.js"', 'import * as util from "../core/util.js"')
        .replaceAll('core.util.', 'util.'),
  },
  {
    of: /zod\/v4\/core\/(to-json-schema|json-schema-processors|json-schema-generator)\.js$/,
    why: 'JSON Schema is written when the API’s description is generated, not when a request comes',
    contents: () => `
      const absent = () => { throw new Error('JSON Schema is not in the bundle'); };
      module.exports = { createToJSONSchemaMethod: () => absent, createStandardJSONSchemaMethod: () => absent };`,
  },
];

/** The shapes of a service, without those of its errors that have a message alone: `instanceof` does not know these in a bundle. */
export function withoutPlainErrors(path: string): string {
  const plain =
    /^export var (\w+)\$ = \[-3, \w+, \w+,\s*\{[^}]*\},\s*\[_[mM]\],\s*\[0\]\s*\];\s*\w+_registry\.registerError\(\1\$, \1\);/gm;
  return readFileSync(path, 'utf8').replace(plain, '');
}

const builtins = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);

/**
 * Puts the stand-ins where they belong, and leaves documentation out unless the function is there to show it. A module
 * that has moved is bundled whole again, which the budget of sizes then shows.
 */
export const lean = ({ isDocumented }: { readonly isDocumented: boolean }): Plugin => ({
  name: 'lean',
  setup({ onLoad, onResolve }) {
    for (const { of, contents } of standIns) {
      onLoad({ filter: of }, ({ path }) => ({ contents: contents(path), resolveDir: dirname(path), loader: 'js' }));
    }
    // To import a module of Node’s is to read all that it exports, and so to load what `http` and `crypto` would load only when used.
    onResolve({ filter: builtins }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'builtin' },
    );
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)})` }));
    if (isDocumented) return;
    onLoad({ filter: /\/(contracts|policies)\/.*\.ts$/ }, async ({ path }) => {
      // Here a description is what makes a field a schema of its own, which its category is told from.
      if (path.endsWith('/contracts/categories.ts')) return undefined;
      return { contents: withoutDocumentation(await readFile(path, 'utf8')), loader: 'ts' };
    });
  },
});

/**
 * The text of a contract or a rule without what documents it: descriptions of fields, and examples of rules, which the
 * generated documents and the tests read. `field` keeps its call, for a field is told from its schema by being another one.
 */
function withoutDocumentation(text: string): string {
  const cuts: { readonly from: number; readonly to: number; readonly by: string }[] = [];
  const visit = (node: ts.Node): void => {
    const cut = cutOf(node);
    if (cut) cuts.push(cut);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', text, ts.ScriptTarget.Latest, true));
  const outermost = cuts.filter(
    ({ from, to }) => !cuts.some((other) => other.from <= from && to <= other.to && other.to - other.from > to - from),
  );
  return outermost
    .sort((a, b) => b.from - a.from)
    .reduce((before, { from, to, by }) => before.slice(0, from) + by + before.slice(to), text);
}

const isNamed = (node: ts.Node, name: string): node is ts.PropertyAssignment =>
  ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === name;

/** A rule is what has examples, and its sentence says it to people; what it finds has a sentence of its own. */
const isRule = (node: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) &&
  node.properties.some((each) => isNamed(each, 'examples') && ts.isObjectLiteralExpression(each.initializer));

function cutOf(node: ts.Node) {
  if (ts.isPropertyAssignment(node) && isRule(node.parent)) {
    const place = { from: node.initializer.getStart(), to: node.initializer.getEnd() };
    if (isNamed(node, 'examples')) return { ...place, by: '{ permit: [], deny: [] }' };
    return isNamed(node, 'sentence') ? { ...place, by: "''" } : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given } = node;
  const text = given[2];
  if (ts.isIdentifier(expression) && expression.text === 'field' && text) return { from: text.getStart(), to: text.getEnd(), by: "''" };
  const isDocumented = ts.isPropertyAccessExpression(expression) && ['describe', 'meta'].includes(expression.name.text);
  // What is not said there and then is for code to say.
  const isSaid = given[0] !== undefined && !ts.isIdentifier(given[0]);
  return isDocumented && isSaid ? { from: expression.expression.getEnd(), to: node.getEnd(), by: '' } : undefined;
}
