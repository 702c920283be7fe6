import { community } from './community.ts';
import { fire } from './fire.ts';
import { gp } from './gp.ts';
import { housing } from './housing.ts';
import { jobCentre } from './job-centre.ts';
import type { FictionalPerson, SourcePeople } from './person.ts';
import { police } from './police.ts';
import { streetScene } from './street-scene.ts';

/** What a developer of each source tests with, by the name of the source. */
export const peopleBySource: Readonly<Record<string, SourcePeople>> = {
  'job-centre': jobCentre,
  fire,
  gp,
  police,
  housing,
  'street-scene': streetScene,
  community,
};

/** Fictional people to test with, by the name they are asked for: each leads to one outcome. */
export const people: Readonly<Record<string, FictionalPerson>> = Object.assign(
  {},
  ...Object.values(peopleBySource).map((source) => source.people),
);

/** Everyone of whom a message goes to a source; one of another source too, if both send of them. */
export const peopleOf = (source: string): (readonly [id: string, person: FictionalPerson])[] =>
  Object.entries(people).filter(([, { steps }]) => steps.some(({ path }) => path === `/v1/referrals/${source}`));
