import { bookOf } from '../../agreements/book.ts';
import { recipientsOf } from '../../consents/recipients.ts';
import { mediaTypeOf } from '../../edge/body.ts';
import { keyMissing } from '../../edge/command.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { fhirJson } from '../../edge/fhir.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { responseMessage } from './fhir-reply.ts';
import { type IntakeParts, intake, type TakenIn } from './intake.ts';
import { receiveList } from './lines.ts';
import { isFhir, readBody, takeRead } from './read.ts';

export type ReceiveParts = IntakeParts & Pick<Runtime, 'sources'>;

/**
 * FHIR’s own address (R4 3.4, `$process-message`): the same as the surgery’s, for FHIR alone. The operation is a parameter,
 * since a gateway need not take a `$` in a route.
 */
export const fhirRoute = 'POST /fhir/{operation}';
const processMessage = '$process-message';

/** The source that an address is for, by its name; nothing if the address is for none. */
export function sourceNamed({ source, operation }: Request['path']): string {
  if (operation === undefined) return source ?? '';
  return operation === processMessage ? fhirSource : '';
}
const fhirSource = 'gp';

/**
 * Takes in a referral: parse by its source’s contract, then {@link intake}. `not-found` for a source there is not,
 * `schema-faults`, `idempotency-key-missing`, `idempotency-key-reused`; the same again gets the same reply.
 */
export function receiver(parts: ReceiveParts) {
  const book = bookOf(parts);
  return async (request: Request): Promise<Result<Reply>> => {
    const sourceId = sourceNamed(request.path);
    const source = Object.hasOwn(parts.sources, sourceId) ? parts.sources[sourceId] : undefined;
    if (!source)
      return refuse('not-found', [
        { pointer: 'path:source', code: 'unknown-source', detail: `must be one of ${Object.keys(parts.sources).join(', ')}` },
      ]);
    if (source.csv && mediaTypeOf(request.raw.contentType) === 'text/csv')
      return request.idempotencyKey
        ? receiveList({ request, key: request.idempotencyKey, sourceId, source, csv: source.csv }, book, parts)
        : keyMissing;
    // A source whose messages have names of their own may do without the header.
    if (!request.idempotencyKey && !source.messageId) return keyMissing;
    const strict = request.strict();
    if (!strict.ok) return strict;
    const body = request.json([...(source.csv ? ['text/csv'] : []), ...(sourceId === fhirSource ? [fhirJson] : [])]);
    if (!body.ok) return body;
    if (request.route === fhirRoute && !isFhir(body.value.value)) return notFhir;
    const read = readBody(source, body.value.value);
    if (!read.ok) return read;
    const isRecipient = recipientsOf(parts.partnership);
    const taken = takeRead(source, read.value, { today: ukDate(request.now), strict: strict.value, isRecipient });
    if (!taken.ok) return taken;
    const { messageId } = read.value;
    const key = request.idempotencyKey ?? messageId;
    if (!key) return keyMissing;
    // Named by its message, it is the same if it says the same: sent again, it has a new time and a new envelope.
    const same = request.idempotencyKey ? body.value.text : JSON.stringify(taken.value.referral);
    const { caller, now } = request;
    const takenIn = await intake({ caller, now, sourceId, key, body: same, ...taken.value }, book, parts);
    return takenIn.ok ? ok(created(takenIn.value, sourceId, request.fhir ? { answers: messageId } : undefined)) : takenIn;
  };
}

const notFhir = refuse('schema-faults', [{ pointer: '/resourceType', code: 'missing', detail: 'is required: this address takes FHIR R4' }]);

/** The receipt as JSON; or, to whom FHIR is spoken, as the message that answers theirs. */
const created = ({ receipt, replayed }: TakenIn, source: string, inFhir: { readonly answers: string | undefined } | undefined): Reply => ({
  status: 201,
  body: inFhir ? responseMessage(receipt, inFhir.answers) : receipt,
  headers: {
    location: receipt.links.self,
    ...(inFhir ? { 'content-type': fhirJson } : {}),
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  },
  told: { source, disposition: receipt.disposition, replayed },
});
