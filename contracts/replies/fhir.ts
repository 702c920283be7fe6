import * as z from 'zod';
import { field } from '../categories.ts';

/**
 * FHIR R4 resources the hub sends, as far as they are said here: what is not said is as HL7 says it. Loose, for FHIR’s own
 * profiles are the contract.
 */

const Coding = z.looseObject({ system: z.string(), code: z.string() });

const issue = z.looseObject({
  severity: z.enum(['fatal', 'error', 'warning', 'information']),
  code: z.string().describe('FHIR’s issue type'),
  details: z.looseObject({ coding: z.array(Coding).min(1), text: z.string().optional() }),
  diagnostics: z.string().optional().describe('What to do, in words'),
  expression: z.array(z.string()).optional().describe('Where, as FHIRPath'),
});

/** A refusal, or what the sender should know, as FHIR says it. */
export const OperationOutcome = z
  .looseObject({
    resourceType: z.literal('OperationOutcome'),
    issue: field('administrative', z.array(issue).min(1), 'What is wrong, or should be known, all at once'),
  })
  .meta({ id: 'OperationOutcome', description: 'FHIR R4 OperationOutcome. Never holds what was sent' });

const MessageHeader = z.looseObject({
  resourceType: z.literal('MessageHeader'),
  eventCoding: Coding,
  response: z.looseObject({ identifier: z.string(), code: z.literal('ok'), details: z.looseObject({ reference: z.string() }) }),
  focus: z.array(z.looseObject({ identifier: z.looseObject({ system: z.string(), value: z.string() }) })).min(1),
});

/** The receipt as the message that answers a referral (R4 2.4). */
export const ResponseMessage = z
  .looseObject({
    resourceType: z.literal('Bundle'),
    id: field('administrative', z.string(), 'The referral’s reference'),
    type: z.literal('message'),
    entry: field(
      'administrative',
      z.tuple([
        z.looseObject({ fullUrl: z.string(), resource: MessageHeader }),
        z.looseObject({ fullUrl: z.string(), resource: OperationOutcome }),
      ]),
      'The header, which names the message it answers and the referral; and the receipt as issues',
    ),
  })
  .meta({ id: 'ResponseMessage', description: 'FHIR R4 Bundle of type message: the receipt of a referral' });

/** A message to `$process-message`: its fields are those of the NHS Booking and Referral Standard. */
export const RequestMessage = z
  .looseObject({
    resourceType: z.enum(['Bundle', 'ServiceRequest']),
  })
  .meta({
    id: 'FhirReferral',
    description: 'FHIR R4: a message, collection or transaction Bundle that holds a ServiceRequest and its Patient',
  });
