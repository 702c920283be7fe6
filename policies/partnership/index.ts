import { type County, type Organisation, type Places, placesOf } from '../places.ts';
import { areas } from './areas.ts';
import { districts } from './districts.ts';
import { organisations } from './organisations.ts';
import { teams } from './teams/index.ts';

/** A partnership’s organisations and places. Agreements and clients are kept as commits, and change. */
export interface Partnership {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly places: Places;
}

/** The demonstration county as its files list it. */
export const county: County = { organisations, districts, areas, teams };

/** A partnership of what is listed. Throws, naming file and field, if it contradicts itself. */
export const partnershipOf = (listed: County): Partnership => ({
  organisations: new Map(listed.organisations.map((each) => [each.id, each])),
  places: placesOf(listed),
});

export const partnership: Partnership = partnershipOf(county);
