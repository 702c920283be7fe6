import { fileURLToPath } from 'node:url';
import { type FunctionName, type FunctionSpec, topology } from '../topology.ts';
import { portsFor, settingsFor } from './ports/catalogue.ts';

/** The project’s own folder, with a slash at the end. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The Lambda’s source: a function’s `create`, given the ports that its touches allow and nothing else. */
export function entryOf(name: FunctionName): string {
  const { entry, touches }: FunctionSpec = topology[name];
  const ports = portsFor(touches);
  // What holds commits needs the registers they are read with; the rest goes without their weight.
  const registers = touches.some((touch) => touch.startsWith('events:'));
  return [
    from(entry, 'create'),
    from('infra/aws/environment.ts', 'environment'),
    from('infra/aws/ports/process.ts', 'clock', 'ids', 'log'),
    ...ports.map(([port, { module }]) => from(`infra/aws/ports/${module}.ts`, port)),
    ...(registers ? [from('contracts/sources/index.ts', 'sources'), from('policies/partnership/index.ts', 'partnership')] : []),
    '',
    `const settings = environment(${JSON.stringify(settingsFor(touches))});`,
    'const runtime = {',
    '  clock,',
    '  ids,',
    '  log,',
    '  config: { issuer: settings.ISSUER },',
    ...(registers ? ['  sources,', '  partnership,'] : []),
    ...ports.map(([port]) => `  ${port}: await ${port}(settings),`),
    '};',
    'export const handler = create(runtime);',
    '',
  ].join('\n');
}

const from = (module: string, ...names: string[]): string => `import { ${names.join(', ')} } from ${JSON.stringify(projectRoot + module)};`;
