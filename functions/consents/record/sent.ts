import { ConsentRecording, ConsentStatement } from '../../../contracts/consent.ts';
import { futureDates } from '../../../contracts/dates.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import { hashes, keyMissing } from '../../edge/command.ts';
import type { Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Weighty } from '../../edge/unknown-field.ts';
import { validate } from '../../edge/validate.ts';
import { known } from '../../referrals/receive/message.ts';
import type { Idempotency } from '../../store/commit.ts';
import type { KeyRing } from '../../store/ports.ts';
import { weighsInConsent } from '../weighty.ts';

/** A consent as it was sent. */
export interface Sent {
  readonly recording: ConsentRecording;
  /** What was said, without whom it is about. */
  readonly statement: ConsentStatement;
  readonly warnings: readonly Warning[];
  readonly idempotency: Idempotency;
  /** What would be taken with a warning is to be refused. */
  readonly isStrict: boolean;
}

/** Whose answer it is, and what it permits, must not change because a name was misspelt. */
const whose: ReadonlySet<string> = new Set(['referralId', 'person', 'identity']);
const isWeighty: Weighty = (path, field, sent) => whose.has(field) || path[0] === 'identity' || weighsInConsent(path, field, sent);

/** Reads what was sent: every fault at once, dates that have not come among them. A null is as if it had been left out. */
export function sentOf(request: Request, keys: Pick<KeyRing, 'hmac'>): Result<Sent> {
  if (!request.idempotencyKey) return keyMissing;
  const strict = request.strict();
  if (!strict.ok) return strict;
  const body = request.json();
  if (!body.ok) return body;
  const value = known(body.value.value);
  const future = futureDates(ConsentRecording, value, ukDate(request.now));
  const valid = validate(ConsentRecording, value, strict.value, isWeighty);
  if (!valid.ok) return refuse(valid.refusal.code, [...(valid.refusal.faults ?? []), ...future]);
  if (future.length > 0) return refuse('schema-faults', future);
  const { referralId: _, person: __, identity: ___, ...statement } = valid.value.value;
  const idempotency = hashes(request, body.value.text, keys);
  return ok({
    recording: valid.value.value,
    statement: ConsentStatement.parse(statement),
    warnings: valid.value.warnings,
    idempotency,
    isStrict: strict.value,
  });
}
