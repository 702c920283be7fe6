import * as z from 'zod';
import { stackNames, standIn, synthesise } from '../../infra/aws/synthesise.ts';
import { type FunctionName, type FunctionSpec, topology } from '../../infra/topology.ts';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.array(z.string()).optional(),
});
const Template = z.object({ Resources: z.record(z.string(), Resource) });

/** One resource of a synthesised template, with its logical id. */
export type Synthesised = z.infer<typeof Resource> & { readonly id: string };

export const names = Object.keys(topology) as FunctionName[];
export const specOf = (name: FunctionName): FunctionSpec => topology[name];

/** The resources of both stacks, synthesised with stand-ins for the code of the functions. */
export function stacks(context: Readonly<Record<string, string>> = {}): {
  readonly stateful: Synthesised[];
  readonly stateless: Synthesised[];
} {
  const assembly = synthesise({ codeOf: standIn, context, isValidated: false });
  const resources = (stack: string) =>
    Object.entries(Template.parse(assembly.getStackByName(stack).template).Resources).map(([id, resource]) => ({ id, ...resource }));
  return { stateful: resources(stackNames.stateful), stateless: resources(stackNames.stateless) };
}

/** The resources of one type. */
export const ofType = (resources: readonly Synthesised[], type: string): Synthesised[] => resources.filter(({ Type }) => Type === type);

/** Everything in a template that is a reference, as the logical id (or the exported name) it refers to. */
export function target(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Join': joined } = (reference ?? {}) as Record<string, unknown>;
  if (Array.isArray(joined)) return (joined[1] as unknown[]).map((part) => (typeof part === 'string' ? part : target(part))).join('');
  return String(Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute) ?? imported ?? reference);
}
