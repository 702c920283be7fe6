import type { oas31, ZodOpenApiResponseObject } from 'zod-openapi';
import { faultExamples } from '../fault-examples.ts';
import { type Operation, pascal } from '../operations/operation.ts';
import { type ProblemCode, problemOf, problems } from '../problem.ts';
import { OperationOutcome } from '../replies/fhir.ts';
import type { Access } from '../routes.ts';
import { headersOf } from './headers.ts';

/** Every code that an operation may answer: its own, and those that follow from who may use it and what it takes. */
export function refusalsOf({ open, scope, user }: Access, operation: Operation): ProblemCode[] {
  const { bodies = {}, query, strict, idempotency, problems: own } = operation;
  const types = Object.keys(bodies);
  const codes: (ProblemCode | false)[] = [
    types.some((type) => type.endsWith('json')) && 'malformed-json',
    (strict || query !== undefined) && 'malformed-request',
    idempotency !== undefined && 'idempotency-key-missing',
    !open && 'not-authenticated',
    scope !== undefined && 'scope-missing',
    user === true && 'user-missing',
    types.length > 0 && 'body-too-large',
    types.length > 0 && 'unsupported-media-type',
    types.some((type) => type.endsWith('json') || type === 'text/csv') && 'schema-faults',
    idempotency !== undefined && 'idempotency-key-reused',
    'fault',
    'busy',
    ...own,
  ];
  return (Object.keys(problems) as ProblemCode[]).filter((code) => codes.includes(code));
}

/** Refusals by status; each set of codes is one component, wherever it is answered. */
export function refusalsByStatus(
  codes: readonly ProblemCode[],
  fhir: Access['fhir'],
  hub: string,
): Record<string, ZodOpenApiResponseObject> {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      refusal(
        codes.filter((code) => problems[code].status === status),
        fhir,
        hub,
      ),
    ]),
  );
}

const known = new Map<string, ZodOpenApiResponseObject>();

function refusal(codes: readonly ProblemCode[], fhir: Access['fhir'], hub: string): ZodOpenApiResponseObject {
  const name = `${codes.map(pascal).join('Or')}${fhir === undefined ? '' : fhir === 'always' ? 'InFhir' : 'OrInFhir'}`;
  const made = known.get(name) ?? described(name, codes, fhir, hub);
  known.set(name, made);
  return made;
}

function described(id: string, codes: readonly ProblemCode[], fhir: Access['fhir'], hub: string): ZodOpenApiResponseObject {
  const [first] = codes;
  const { status } = problems[first ?? 'fault'];
  const examples = Object.fromEntries(
    codes.map((code) => [code, { summary: problems[code].title, value: problemOf({ code, faults: faultExamples[code] ?? [] }, hub) }]),
  );
  return {
    id,
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}. ${problems[code].help}`).join('\n\n'),
    headers: headersOf({ refusal: status }),
    content: {
      ...(fhir === 'always' ? {} : { 'application/problem+json': { schema: problemOfCodes(codes, status), examples } }),
      ...(fhir === undefined ? {} : { 'application/fhir+json': { schema: OperationOutcome } }),
    },
  };
}

/** Problem details that carry one of some codes. */
const problemOfCodes = (codes: readonly ProblemCode[], status: number): oas31.SchemaObject => ({
  allOf: [{ $ref: '#/components/schemas/Problem' }],
  properties: { code: { enum: [...codes] }, status: { const: status } },
});
