import { type Organisation, placesOf } from '../route.ts';
import { areas } from './areas.ts';
import { organisations } from './organisations.ts';
import { teams } from './teams/index.ts';

/** A partnership’s organisations and places. Agreements and clients are kept as commits, and change. */
export const partnership = {
  organisations: new Map<string, Organisation>(organisations.map((each) => [each.id, each])),
  places: placesOf(teams, areas),
};
export type Partnership = typeof partnership;
