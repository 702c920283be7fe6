import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { entryOf, projectRoot } from '../../infra/aws/entry.ts';
import { portsFor } from '../../infra/aws/ports/catalogue.ts';
import { type FunctionName, type FunctionSpec, type Trigger, topology } from '../../infra/topology.ts';

const names = Object.keys(topology) as FunctionName[];
const specOf = (name: FunctionName): FunctionSpec => topology[name];

const handlerTypes: Readonly<Record<Trigger['kind'], string>> = {
  http: '(event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>',
  changes: '(event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>',
  queues: '(event: SQSEvent, context: Context) => Promise<SQSBatchResponse>',
  schedule: '(event: unknown, context: Context) => Promise<unknown>',
  operator: '(sent: unknown, context: Context) => Promise<unknown>',
};

/** The generated entry, held to the type of handler that its trigger calls, and to taking every port and register it is given. */
function checkedEntry(name: FunctionName): string {
  const { touches, trigger, registers = [] } = specOf(name);
  const used = [...portsFor(touches).map(([port]) => port), ...registers].map((each) => `'${each}'`);
  return `
    import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
    import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
    ${entryOf(name)}
    export const called: ${handlerTypes[trigger.kind]} = handler;
    export const unused: never = undefined as unknown as Exclude<${used.join(' | ') || 'never'}, keyof Parameters<typeof create>[0]>;
  `;
}

const pathOf = (name: string) => `${projectRoot}infra/aws/${name}.entry.ts`;
let faults: Map<string, string[]>;

beforeAll(() => {
  const { config } = ts.readConfigFile(`${projectRoot}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
  const sources = new Map(names.map((name) => [pathOf(name), checkedEntry(name)]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const text = sources.get(file);
    return text === undefined ? getSourceFile(file, target, ...rest) : ts.createSourceFile(file, text, target);
  };
  const program = ts.createProgram({ rootNames: [...sources.keys()], options: { ...options, noUnusedLocals: false }, host });
  faults = new Map(
    names.map((name) => {
      const file = program.getSourceFile(pathOf(name));
      return [name, program.getSemanticDiagnostics(file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
});

test.each(names)('%s is given every port and register it takes, and none that it does not', (name) => {
  expect(faults.get(name)).toEqual([]);
});
