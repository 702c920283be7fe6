import { arthur } from './arthur.ts';
import { bulkyWaste } from './bulky-waste.ts';
import { dispute } from './dispute.ts';
import { family } from './family.ts';
import { fire } from './fire.ts';
import { firstHour } from './first-hour.ts';
import { luke } from './luke.ts';
import { mistakes } from './mistakes.ts';
import { safeguarding } from './safeguarding.ts';
import type { Stage } from './stage.ts';

/** A story of the tour: what it shows, in a sentence, and how it is played. */
interface Story {
  readonly shows: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** The stories by name, in the order in which they are played. Each stands alone, on whatever the others left. */
export const stories: Readonly<Record<string, Story>> = {
  luke: { shows: 'the Job Centre introduces a young man to a coordinator, and benefits data stays behind', play: luke },
  fire: { shows: 'two people in one home, one of whom was asked; a consent is withdrawn, and the next read goes by it', play: fire },
  arthur: { shows: 'a surgery’s FHIR message is held until he is asked, then goes exactly as far as he says, and onward', play: arthur },
  dispute: { shows: 'the police tell of a couple for the third time: the repeat is the signal, and no accusation travels', play: dispute },
  'bulky-waste': {
    shows: 'a jobs list in CSV, whom the team’s leader may call on, and what the team knows once they want help',
    play: bulkyWaste,
  },
  family: { shows: 'a household whose members each answer for themselves, and two agencies that see two views of it', play: family },
  safeguarding: {
    shows: 'suspected harm to a child goes at once, whatever consent says, and nothing of it comes back',
    play: safeguarding,
  },
  'first-hour': {
    shows: 'a partner’s first hour: fictional people who each lead to one outcome, and an error that explains itself',
    play: firstHour,
  },
  mistakes: { shows: 'every fault at once, and what to ask when nobody asked', play: mistakes },
};
