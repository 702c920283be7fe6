import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';
import { type Fault, type ProblemCode, problems, type Refusal } from '../../contracts/problem.ts';

/** The media type of FHIR R4 as JSON. */
export const fhirJson = 'application/fhir+json';

type IssueCode = OperationOutcomeIssue['code'];

/** A refusal’s code as FHIR’s issue type; what is not listed could not be processed. */
const issueCodes: Partial<Record<ProblemCode, IssueCode>> = {
  'malformed-json': 'structure',
  'malformed-request': 'invalid',
  'idempotency-key-missing': 'required',
  'not-authenticated': 'login',
  'invalid-client': 'login',
  'scope-missing': 'forbidden',
  'user-missing': 'forbidden',
  'not-found': 'not-found',
  'method-not-allowed': 'not-supported',
  'state-conflict': 'conflict',
  'body-too-large': 'too-long',
  'unsupported-media-type': 'not-supported',
  'schema-faults': 'invalid',
  'idempotency-key-reused': 'conflict',
  'too-many-requests': 'throttled',
  busy: 'transient',
  fault: 'exception',
};

/** A fault’s code as FHIR’s issue type; what is not listed is of its refusal’s. */
const faultCodes: Readonly<Record<string, IssueCode>> = {
  missing: 'required',
  'invalid-type': 'structure',
  'invalid-value': 'code-invalid',
  'invalid-format': 'value',
  'too-small': 'value',
  'too-big': 'value',
  'invalid-meaning': 'invariant',
  'date-in-future': 'business-rule',
  'not-found': 'not-found',
  'patient-not-found': 'not-found',
  'not-taken': 'not-supported',
  'event-not-taken': 'not-supported',
  'update-not-taken': 'not-supported',
  'subject-not-patient': 'not-supported',
  'modifier-not-known': 'extension',
  'status-not-active': 'business-rule',
  'intent-not-request': 'business-rule',
  'do-not-perform': 'business-rule',
};

/** A refusal as FHIR says it: an OperationOutcome with an issue for each fault, or one for the whole. */
export function outcomeOf({ code, faults = [] }: Refusal): OperationOutcome {
  const each = faults.length > 0 ? faults : [undefined];
  return { resourceType: 'OperationOutcome', issue: each.map((fault) => issueOf(code, fault)) };
}

function issueOf(code: ProblemCode, fault: Fault | undefined): OperationOutcomeIssue {
  const { title, help } = problems[code];
  const expression = fault && expressionOf(fault.pointer);
  const codings = [{ system: 'urn:referral-hub:problem', code }];
  if (fault) codings.push({ system: 'urn:referral-hub:fault', code: fault.code } as (typeof codings)[number]);
  return {
    severity: code === 'fault' ? 'fatal' : 'error',
    code: (fault && faultCodes[fault.code]) ?? issueCodes[code] ?? 'processing',
    details: { coding: codings, text: title },
    diagnostics: fault ? fault.detail : help,
    ...(expression ? { expression: [expression] } : {}),
  };
}

/**
 * A place as FHIRPath (`Bundle.entry[2].resource.name[0]`), from a JSON Pointer, or `http.…` for a header or a parameter. As far as it can
 * be said: a name that may be content ends it.
 */
export function expressionOf(pointer: string): string | undefined {
  const outside = /^(?:header|query):(.+)$/.exec(pointer)?.[1];
  if (outside) return `http.${outside}`;
  if (!pointer.startsWith('/')) return undefined;
  let path = /^\/(entry|type)(\/|$)/.test(pointer) ? 'Bundle' : '';
  for (const part of pointer.slice(1).split('/')) {
    if (/^\d+$/.test(part)) path += `[${part}]`;
    else if (/^[A-Za-z_]\w*$/.test(part)) path += path === '' ? part : `.${part}`;
    else break;
  }
  return path || undefined;
}

/**
 * Whether FHIR is wanted as the answer, by Accept (RFC 9110 s.12.5.1): the one of the two media types that is liked more.
 * `otherwise`, where neither is named.
 */
export function wantsFhir(accept: string | undefined, otherwise: boolean): boolean {
  const ranges = (accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  });
  const liking = (name: string) => Math.max(0, ...ranges.filter(({ type }) => type === name).map(({ q }) => q));
  const [fhir, plain] = [liking(fhirJson), liking('application/json')];
  return fhir === 0 && plain === 0 ? otherwise : fhir >= plain;
}

/** Whether text looks like a FHIR resource as JSON: a look that needs no parsing, for what may not be JSON at all. */
export const looksLikeFhir = (text: string | undefined): boolean => text !== undefined && /"resourceType"\s*:/.test(text);
