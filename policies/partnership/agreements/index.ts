import type { AgreementInput } from '../../../contracts/agreement.ts';
import { communityConversations } from './community-conversations.ts';
import { fireSafeAndWell } from './fire-safe-and-well.ts';
import { firstContactIntroductions } from './first-contact-introductions.ts';
import { firstResponseAllocation } from './first-response-allocation.ts';
import { gpFirstContact } from './gp-first-contact.ts';
import { housingFirstResponse } from './housing-first-response.ts';
import { jobCentreIntroductions } from './job-centre-introductions.ts';
import { policeEarlyHelp } from './police-early-help.ts';
import { policeWardTeam } from './police-ward-team.ts';
import { streetSceneConversations } from './street-scene-conversations.ts';

/** The agreements the demonstration county starts with, one line each. Not legal advice: each needs IG review. */
export const agreements: readonly AgreementInput[] = [
  fireSafeAndWell,
  jobCentreIntroductions,
  gpFirstContact,
  policeEarlyHelp,
  policeWardTeam,
  streetSceneConversations,
  housingFirstResponse,
  firstResponseAllocation,
  firstContactIntroductions,
  communityConversations,
];
