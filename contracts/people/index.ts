import { adults } from './adults.ts';
import { conversations } from './conversations.ts';
import { families } from './families.ts';
import { harm } from './harm.ts';
import { known } from './known.ts';
import { messages } from './messages.ts';
import type { FictionalPerson } from './person.ts';
import { protectedPeople } from './protected.ts';

/** Fictional people to test with, by the name they are asked for: each leads to one outcome. */
export const people: Readonly<Record<string, FictionalPerson>> = {
  ...adults,
  ...known,
  ...protectedPeople,
  ...families,
  ...harm,
  ...conversations,
  ...messages,
};
