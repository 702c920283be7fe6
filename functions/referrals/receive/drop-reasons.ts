import { dropReasons as jobDropReasons } from '../../../contracts/sources/street-scene/jobs.ts';
import { routeReasons } from '../../../policies/routes/reasons.ts';

/** Why a line of a list is not for the hub, by its code, as its sender reads it: by what the job is, or where. */
export const dropReasons: Readonly<Record<string, string>> = { ...jobDropReasons, 'not-in-area': routeReasons['not-in-area'] };
