import { futureDates } from '../../../contracts/dates.ts';
import type { Fault } from '../../../contracts/problem.ts';
import { Referral } from '../../../contracts/referral.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Source } from '../../../contracts/sources/source.ts';
import { trimmed } from '../../../contracts/vocabulary.ts';
import { type IsRecipient, strangersInMessage } from '../../consents/recipients.ts';
import { weighsInConsent } from '../../consents/weighty.ts';
import { isPlainlyMeant } from '../../edge/near-miss.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import type { Weighty } from '../../edge/unknown-field.ts';
import { validate } from '../../edge/validate.ts';
import { cautionsOf } from './cautions.ts';

/** A message that its source’s contract took: the canonical referral, where each of its people stands, and what the sender should know. */
export interface Taken {
  readonly referral: Referral;
  /** JSON Pointers into what was sent, in the order of its people. */
  readonly places: readonly string[];
  readonly warnings: readonly Warning[];
}

/** How a message is taken. Without `isRecipient` it is not looked at whether a consent names anybody there is. */
export interface HowTaken {
  readonly today: string;
  readonly strict: boolean;
  readonly isRecipient?: IsRecipient;
}

/**
 * Reads a message by its source’s contract and maps it; a null or an empty text is as if it had been left out. Refuses
 * with every fault at once (`schema-faults`), those no schema can see, such as a date in the future, among them.
 */
export function take(source: Source<never>, body: unknown, { today, strict, isRecipient = () => true }: HowTaken): Result<Taken> {
  const sent = known(body);
  const future = futureDates(source.message, sent, today);
  const valid = validate(source.message, sent, strict, isWeighty);
  const strangers = strangersInMessage(sent, isRecipient);
  const faults = [...(valid.ok ? [] : (valid.refusal.faults ?? [])), ...future, ...(strict ? strangers : [])];
  if (!valid.ok || faults.length > 0) return refuse('schema-faults', faults);
  const { referral, places, warnings } = source.toReferral(valid.value.value);
  const canonical = validate(Referral, referral, true);
  if (!canonical.ok) return canonical;
  const unexplained = overrideFaults(canonical.value.value);
  if (unexplained.length > 0) return refuse('schema-faults', unexplained);
  const told = [...valid.value.warnings, ...warnings, ...strangers, ...cautionsOf(canonical.value.value)];
  return ok({ referral: canonical.value.value, places, warnings: told });
}

/**
 * Without these someone in hiding is found, a child is taken for grown, a visitor is not warned, someone is rung who must
 * not be, and the wrong person is accused.
 */
const weighty: ReadonlySet<string> = new Set(['protected', 'domesticAbuse', 'dateOfBirth', 'staffSafety', 'safeContact', 'about']);
const wholly: ReadonlySet<PropertyKey> = new Set(['safeguarding', 'safeContact']);

/** A concern must not be dropped, nor a no; nor may they, or how to reach someone safely, change, because a name was misspelt. */
const isWeighty: Weighty = (path, field, sent) => {
  if (field === 'safeguarding') return true;
  if (!isPlainlyMeant(sent.name, field)) return false;
  // What is no object is no answer: there are systems that send a comment, or content.
  if (field === 'consent') return sent.isObject;
  const consent = path.indexOf('consent');
  return (
    weighty.has(field) || path.some((step) => wholly.has(step)) || (consent >= 0 && weighsInConsent(path.slice(consent + 1), field, sent))
  );
};

/**
 * An adult who has capacity and said no may be overridden only by a named practitioner who says why (Care Act 2014 s.42;
 * Mental Capacity Act 2005 s.1). Danger now, or not knowing whether they have capacity, never blocks. A concern without
 * reasonable cause overrides nothing. Does not judge the reason.
 */
function overrideFaults({ safeguarding, people }: Referral): Fault[] {
  if (!safeguarding?.reasonableCause || safeguarding.atRisk !== 'adult' || safeguarding.hasCapacity !== true) return [];
  const consent = people.find(({ key }) => key === safeguarding.about)?.consent;
  const saidNo = consent?.answer === 'refused' && consent.givenBy === 'self';
  if (!saidNo || safeguarding.immediateDanger || safeguarding.override) return [];
  const detail =
    'is required where an adult who has capacity said no: the practitioner who decides to act against it (practitioner) and why (reason); or say that there is immediateDanger';
  return [{ pointer: '/safeguarding/override', code: 'missing', detail }];
}

/** Where leaving it out claims something, "not known" is not the same as leaving it out, and is a fault. */
const claims = new Set(['givenBy', 'pressureSuspected', 'aboutTheCustomer', 'aboutThePerson', 'reasonableCause', 'protected']);

/** A message without the members that say nothing: systems send null, or an empty text, for what they do not know. */
export function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known);
  if (value === null || typeof value !== 'object') return value;
  const said: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) if (!saysNothing(member) || claims.has(name)) said.push([name, known(member)]);
  return Object.fromEntries(said);
}

const saysNothing = (member: unknown): boolean => member === null || (typeof member === 'string' && trimmed(member) === '');
