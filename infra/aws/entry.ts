import { fileURLToPath } from 'node:url';
import { type FunctionName, type FunctionSpec, type Register, topology } from '../topology.ts';
import { portsFor, settingsFor } from './ports/catalogue.ts';

/** The project’s own folder, with a slash at the end. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The Lambda’s source: a function’s `create`, given the ports that its touches allow and nothing else. */
export function entryOf(name: FunctionName): string {
  const { entry, touches, registers = [] }: FunctionSpec = topology[name];
  const ports = portsFor(touches);
  return [
    from(entry, 'create'),
    from('infra/aws/environment.ts', 'environment'),
    from('infra/aws/ports/process.ts', 'clock', 'ids'),
    from('infra/aws/ports/observe.ts', 'log', 'observed'),
    ...ports.map(([port, { module }]) => from(`infra/aws/ports/${module}.ts`, port)),
    ...registers.map((register) => from(registerModules[register], register)),
    '',
    `const settings = environment(${JSON.stringify(settingsFor(touches))});`,
    'const runtime = {',
    '  clock,',
    '  ids,',
    '  log,',
    '  config: { issuer: settings.ISSUER },',
    ...registers.map((register) => `  ${register},`),
    ...ports.map(([port]) => `  ${port}: await ${port}(settings),`),
    '};',
    'export const handler = observed(create(runtime));',
    '',
  ].join('\n');
}

const registerModules: Readonly<Record<Register, string>> = {
  sources: 'contracts/sources/index.ts',
  partnership: 'policies/partnership/index.ts',
};

const from = (module: string, ...names: string[]): string => `import { ${names.join(', ')} } from ${JSON.stringify(projectRoot + module)};`;
