import type { HumanName, Patient, PatientContact, Reference, RelatedPerson } from 'fhir/r4';
import type { GpMessageInput } from '../message.ts';
import type { Held } from './bundle.ts';
import { wordsOf } from './concepts.ts';
import { all, get, type Node, text } from './node.ts';
import type { Notes } from './notes.ts';
import { type Identity, identityOf, livesWith } from './person.ts';
import type { Asked } from './request.ts';

type Relative = NonNullable<GpMessageInput['relatives']>[number];

/** Someone around the patient: who they are, and the resource they were told by, if it is one. */
export interface Around {
  readonly relative: Relative;
  readonly held: Held | undefined;
}

const most = 19;

/**
 * The people around the patient, each on their own: related persons, and the contacts of the patient. Whoever is said to
 * live with the patient is of the household; anyone else is shown to no team.
 */
export function aroundOf({ patient, resources, day }: Asked, identity: Identity, notes: Notes): Around[] {
  const related = resources.ofType<RelatedPerson>('RelatedPerson').filter((held) => {
    if (resources.resolve(get(held.node, 'patient') as Node<Reference>, held as Held) === patient) return true;
    notes.warn(held.node, 'about-someone-else', 'This person is not certainly related to the patient of the referral, and was dropped.');
    return false;
  });
  const contacts = all(patient.node as Node<Patient>, 'contact').map((node) => ({ node: node as Node<PatientContact>, held: undefined }));
  const people = [
    ...related.map((held) => ({ node: held.node as Node<PatientContact> | Node<RelatedPerson>, held: held as Held })),
    ...contacts,
  ];
  const named = people.filter(({ node }) => {
    const isNamed = namesOf(node as Node<RelatedPerson>).some((name) => text(name, 'family') !== undefined || wholeOf(name) !== undefined);
    if (!isNamed) notes.warn(node, 'not-named', 'This person has no family name, nor a whole name that can be held, and was dropped.');
    return isNamed;
  });
  for (const { node } of named.slice(most))
    notes.warn(node, 'too-many', `Only ${most} people can be held besides the patient, so this one was dropped.`);
  return named.slice(0, most).map(({ node, held }, index) => {
    const person = node as Node<RelatedPerson>;
    const at = `/relatives/${index}`;
    notes.place(at, person);
    const own = withName(identityOf(person, at, { day, notes }), person, at, notes);
    const [relationship] = all(person, 'relationship').flatMap((each) => wordsOf(each) ?? []);
    const role = livesWith(person, identity, own) ? ('household-member' as const) : ('professional' as const);
    return { held, relative: { ...own, role, relationship: relationship?.slice(0, 60).trim() } };
  });
}

const namesOf = (person: Node<RelatedPerson>): Node<HumanName>[] => all(person, 'name').filter((name) => text(name, 'use') !== 'old');

/** As much as a family name may hold. */
const longest = 80;
const wholeOf = (name: Node<HumanName>): string | undefined => {
  const whole = text(name, 'text');
  return whole !== undefined && whole.length <= longest ? whole : undefined;
};

/** Someone of whom only the whole name is told has it as family name: nothing is lost, and it is like nobody else’s surname. */
function withName(own: Identity, person: Node<RelatedPerson>, at: string, notes: Notes): Identity {
  const name = namesOf(person).find((each) => wholeOf(each) !== undefined);
  const whole = name && wholeOf(name);
  if (own.familyName !== undefined || whole === undefined) return own;
  notes.place(`${at}/familyName`, get(name as Node<HumanName>, 'text'));
  const beside = (part: string | undefined) => (part !== undefined && whole.includes(part) ? undefined : part);
  return { ...own, title: beside(own.title), givenName: beside(own.givenName), familyName: whole };
}
