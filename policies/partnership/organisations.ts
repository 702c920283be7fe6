import type { Organisation } from '../places.ts';

/** The demonstration county’s organisations. All are fictional. */
export const organisations: readonly Organisation[] = [
  { id: 'council', name: 'Marlshire County Council' },
  { id: 'police', name: 'Marlshire Police' },
  { id: 'fire', name: 'Marlshire Fire and Rescue Service' },
  { id: 'gp', name: 'Beechwood Surgery' },
  { id: 'job-centre', name: 'Jobcentre Plus, Marlshire' },
  { id: 'street-scene', name: 'Northgate District Council, street scene' },
  { id: 'housing', name: 'Marlshire Homes' },
  { id: 'befriending', name: 'Marlshire Befriending' },
  { id: 'social-prescribing', name: 'Marlshire Primary Care Network, social prescribing' },
];
