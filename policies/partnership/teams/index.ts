import type { Team } from '../../route.ts';
import { adultSafeguarding } from './adult-safeguarding.ts';
import { coordinatorCastleHill } from './coordinator-castle-hill.ts';
import { coordinatorMarketCross } from './coordinator-market-cross.ts';
import { coordinatorMillbrook } from './coordinator-millbrook.ts';
import { coordinatorNorthgate } from './coordinator-northgate.ts';
import { coordinatorOakfield } from './coordinator-oakfield.ts';
import { coordinatorQuarryEnd } from './coordinator-quarry-end.ts';
import { coordinatorRiverside } from './coordinator-riverside.ts';
import { coordinatorSouthfields } from './coordinator-southfields.ts';
import { firstContact } from './first-contact.ts';
import { firstResponse } from './first-response.ts';

/** Every receiving team, one line each. */
export const teams: readonly Team[] = [
  adultSafeguarding,
  coordinatorCastleHill,
  coordinatorMarketCross,
  coordinatorMillbrook,
  coordinatorNorthgate,
  coordinatorOakfield,
  coordinatorQuarryEnd,
  coordinatorRiverside,
  coordinatorSouthfields,
  firstContact,
  firstResponse,
];
