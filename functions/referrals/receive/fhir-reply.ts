import type { Bundle, BundleEntry, FhirResource, OperationOutcomeIssue } from 'fhir/r4';
import type { Receipt } from '../../../contracts/replies/referrals.ts';
import { expressionOf } from '../../edge/fhir.ts';

const urn = 'urn:referral-hub';

/**
 * The receipt as a FHIR response message (R4 2.4; NHS Booking and Referral Standard, servicerequest-response): the request it
 * answers, the referral by its reference, and what the sender should know as an OperationOutcome. Holds nothing that was
 * sent. The same receipt makes the same message, so a repeat gets the same reply.
 */
export function responseMessage(receipt: Receipt, answers: string | undefined): Bundle<FhirResource> {
  const { referralId } = receipt;
  const at = (what: string) => `${urn}:referral:${referralId}:${what}`;
  const reference = { type: 'ServiceRequest', identifier: { system: `${urn}:referral`, value: referralId } };
  const entry: BundleEntry<FhirResource>[] = [
    {
      fullUrl: at('header'),
      resource: {
        resourceType: 'MessageHeader',
        id: `${referralId}-header`,
        eventCoding: { system: 'https://fhir.nhs.uk/CodeSystem/message-events-bars', code: 'servicerequest-response' },
        source: { name: 'Referral hub', endpoint: urn },
        response: { identifier: answers ?? referralId, code: 'ok', details: { reference: at('outcome') } },
        focus: [reference],
      },
    },
    { fullUrl: at('outcome'), resource: { resourceType: 'OperationOutcome', id: `${referralId}-outcome`, issue: issuesOf(receipt) } },
  ];
  return { resourceType: 'Bundle', id: referralId, type: 'message', entry };
}

function issuesOf({ disposition, reason, reasonCode, people, ask, emergency, warnings }: Receipt): OperationOutcomeIssue[] {
  return [
    {
      severity: 'information',
      code: 'informational',
      details: {
        coding: [
          { system: `${urn}:disposition`, code: disposition },
          { system: `${urn}:reason`, code: reasonCode },
        ],
        text: disposition,
      },
      diagnostics: reason,
    },
    ...people.map(({ role, pointer, consentId }) => ({ ...told('consent-reference')(`${role}: ${consentId}`), ...expressed(pointer) })),
    ...ask.map((question) => asked(question, people)),
    ...(emergency ? [told('ask')(emergency)] : []),
    ...warnings.map(({ code, detail, pointer }) => ({ ...told(code)(detail), ...expressed(pointer) })),
  ];
}

/** A question, with whom it is about by FHIRPath, as every place in FHIR is said. */
function asked(question: string, people: Receipt['people']): OperationOutcomeIssue {
  const places = new Map(people.map(({ pointer = '' }) => [pointer, expressionOf(pointer)]));
  const of: string[] = [];
  const inFhir = question.replace(/\/[\w/]+/g, (place) => {
    const expression = places.get(place);
    if (expression !== undefined) of.push(expression);
    return expression ?? place;
  });
  return { ...told('ask')(inFhir), ...(of.length > 0 ? { expression: of } : {}) };
}

function expressed(pointer = ''): Pick<OperationOutcomeIssue, 'expression'> {
  const expression = expressionOf(pointer);
  return expression ? { expression: [expression] } : {};
}

const told =
  (code: string) =>
  (diagnostics: string): OperationOutcomeIssue => ({
    severity: 'information',
    code: 'informational',
    details: { coding: [{ system: `${urn}:told`, code }] },
    diagnostics,
  });
