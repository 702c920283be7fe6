import type { Referral } from '../../../contracts/referral.ts';
import { consentIdOf } from '../../cases/circumstances.ts';
import type { Key } from '../../cases/content.ts';
import { note, saysNo, type Writing } from '../../consents/note.ts';
import type { Runtime } from '../../runtime.ts';
import type { KnownPerson } from './people.ts';

/** A referral as it is about to be committed. */
interface Told {
  readonly caseId: string;
  readonly organisation: string;
  /** The team that sent it, if one did. */
  readonly team: string | undefined;
  readonly referral: Referral;
  readonly people: readonly KnownPerson[];
  readonly ofCase: Key;
}

/**
 * Writes down each refusal in a referral as a record of the person’s own, beside the referral: what someone said no to
 * holds for what the same organisation sends later, and keeps whoever may be them from being taken to have said yes.
 * A yes stays in its referral, for it was said about that.
 */
export async function noteRefusals(
  { caseId, organisation, team, referral, people, ofCase }: Told,
  to: Writing,
  world: Pick<Runtime, 'objects' | 'ids'>,
): Promise<void> {
  for (const [index, { key, consent }] of referral.people.entries()) {
    const person = people[index];
    if (!person || !consent || !saysNo(consent)) continue;
    const { purpose } = referral;
    const { personId, likeness, given, number, sealing } = person;
    const consentId = consentIdOf(caseId, key);
    const recorded = { consentId, personId, caseId, person: key, organisation, team, purpose, likeness, answer: consent.answer };
    await note({ recorded, apart: { given, number }, statement: consent, keys: [ofCase, sealing] }, to, world);
  }
}
