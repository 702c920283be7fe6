import type { Team } from '../../places.ts';
import { adultSafeguarding } from './adult-safeguarding.ts';
import { befriending } from './befriending.ts';
import { childrensCentre } from './childrens-centre.ts';
import { coordinatorCastleHill } from './coordinator-castle-hill.ts';
import { coordinatorMarketCross } from './coordinator-market-cross.ts';
import { coordinatorMillbrook } from './coordinator-millbrook.ts';
import { coordinatorNorthgate } from './coordinator-northgate.ts';
import { coordinatorOakfield } from './coordinator-oakfield.ts';
import { coordinatorQuarryEnd } from './coordinator-quarry-end.ts';
import { coordinatorRiverside } from './coordinator-riverside.ts';
import { coordinatorSouthfields } from './coordinator-southfields.ts';
import { earlyHelpCastleHill } from './early-help-castle-hill.ts';
import { earlyHelpMarketCross } from './early-help-market-cross.ts';
import { earlyHelpNorthgate } from './early-help-northgate.ts';
import { earlyHelpOakfield } from './early-help-oakfield.ts';
import { earlyHelpQuarryEnd } from './early-help-quarry-end.ts';
import { earlyHelpSouthfields } from './early-help-southfields.ts';
import { earlyHelpWreakeVale } from './early-help-wreake-vale.ts';
import { firstContact } from './first-contact.ts';
import { firstResponse } from './first-response.ts';
import { socialPrescribing } from './social-prescribing.ts';
import { supportingFamilies } from './supporting-families.ts';
import { wardTeam } from './ward-team.ts';

/** Every receiving team, one line each. A team with no tiers is sent nothing by area and need. */
export const teams: readonly Team[] = [
  adultSafeguarding,
  befriending,
  childrensCentre,
  coordinatorCastleHill,
  coordinatorMarketCross,
  coordinatorMillbrook,
  coordinatorNorthgate,
  coordinatorOakfield,
  coordinatorQuarryEnd,
  coordinatorRiverside,
  coordinatorSouthfields,
  earlyHelpCastleHill,
  earlyHelpMarketCross,
  earlyHelpNorthgate,
  earlyHelpOakfield,
  earlyHelpQuarryEnd,
  earlyHelpSouthfields,
  earlyHelpWreakeVale,
  firstContact,
  firstResponse,
  socialPrescribing,
  supportingFamilies,
  wardTeam,
];
