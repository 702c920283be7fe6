import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { options } from '../../infra/aws/bundle.ts';
import { projectRoot } from '../../infra/aws/entry.ts';
import { portsFor } from '../../infra/aws/ports/catalogue.ts';
import { type FunctionSpec, topology } from '../../infra/topology.ts';
import { credentials, startService } from './service.ts';

const keyArn = 'arn:aws:kms:eu-west-2:111122223333:key/0f1e2d3c-0000-4000-8000-000000000001';

/** What every function may be told by its environment, where `url` stands in for AWS. */
export const environmentAt = (url: string): Readonly<Record<string, string>> => ({
  ISSUER: 'https://hub.example',
  EVENTS_TABLE: 'events',
  VIEWS_TABLE: 'views',
  KEYS_TABLE: 'keys',
  WRAPPING_KEY: keyArn,
  OBJECTS_BUCKET: 'objects',
  BUS: 'hub',
  TOKEN_KEY: keyArn,
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  AWS_ENDPOINT_URL_DYNAMODB: url,
  AWS_ENDPOINT_URL_KMS: url,
});

/** DynamoDB and KMS, at what a function asks of them before its first request: its branch key. The tables are empty. */
export const startBranchKey = () =>
  startService(({ headers }) => {
    const answers: Readonly<Record<string, unknown>> = {
      'DynamoDB_20120810.GetItem': { Item: { id: { S: 'branch' }, wrapped: { B: 'd3JhcHBlZA==' } } },
      'DynamoDB_20120810.Query': { Items: [], Count: 0 },
      'TrentService.Decrypt': { KeyId: keyArn, Plaintext: Buffer.alloc(32, 1).toString('base64') },
    };
    const answer = answers[String(headers['x-amz-target'])];
    return { status: answer ? 200 : 400, body: JSON.stringify(answer ?? {}) };
  });

/**
 * What the intake is compared with: one module with every function, every port and register, AWS’s clients and Powertools
 * as they come, minified alike and with nothing left out. Gives the file.
 */
export async function bundleEverything(under: string): Promise<string> {
  const specs = Object.values<FunctionSpec>(topology);
  const ports = portsFor(specs.flatMap(({ touches }) => touches)).map(([port, { module }]) => [port, `infra/aws/ports/${module}.ts`]);
  const from = (names: string, module: string) => `import ${names} from ${JSON.stringify(module)};`;
  const contents = [
    from('* as whole', `${projectRoot}test/infra/whole.ts`),
    ...specs.map(({ entry }, index) => from(`{ create as create${index} }`, projectRoot + entry)),
    ...ports.map(([port, module]) => from(`{ ${port} }`, projectRoot + module)),
    from('{ clock, ids }', `${projectRoot}infra/aws/ports/process.ts`),
    from('{ log }', `${projectRoot}infra/aws/ports/observe.ts`),
    from('{ sources }', `${projectRoot}contracts/sources/index.ts`),
    from('{ partnership }', `${projectRoot}policies/partnership/index.ts`),
    `const { env } = process;`,
    `export { whole };`,
    `const runtime = { clock, ids, log, sources, partnership, config: { issuer: env.ISSUER }, ${ports.map(([port]) => `${port}: await ${port}(env)`)} };`,
    `export const handlers = [${specs.map((_, index) => `create${index}(runtime)`)}];`,
  ].join('\n');
  const outfile = join(under, 'everything.mjs');
  await build({
    ...options,
    stdin: { contents, resolveDir: projectRoot, loader: 'js' },
    outfile,
  });
  return outfile;
}

export interface Loading {
  /** From the start of a process until its handlers are ready, its branch key fetched. */
  readonly milliseconds: number;
  /** Processor time of that process, which other work on the machine changes little. */
  readonly processorMilliseconds: number;
}

/** Starts a process of its own that loads a bundle and nothing else. `url` stands in for AWS. */
export async function load(file: string, url: string): Promise<Loading> {
  const code = `await import(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000), () => process.exit());`;
  const started = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...environmentAt(url), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) said += String(chunk);
  if (said === '') throw new Error(`${file} did not load`);
  return { milliseconds: performance.now() - started, processorMilliseconds: Number(said) };
}
