import type { Area } from '../places.ts';

/** The eight coordinator areas. Postcodes of the area ZZ are not in use, so no real address is in one. */
export const areas: readonly Area[] = [
  { id: 'northgate', name: 'Northgate', district: 'Northgate', sectors: ['ZZ1 1', 'ZZ1 2'] },
  { id: 'millbrook', name: 'Millbrook', district: 'Millbrook', sectors: ['ZZ1 3', 'ZZ1 4'] },
  { id: 'castle-hill', name: 'Castle Hill', district: 'Castle Hill', sectors: ['ZZ2 1', 'ZZ2 2'] },
  { id: 'riverside', name: 'Riverside', district: 'Wreake Vale', sectors: ['ZZ3 1', 'ZZ3 2'] },
  { id: 'oakfield', name: 'Oakfield', district: 'Oakfield', sectors: ['ZZ4 1', 'ZZ4 2'] },
  { id: 'market-cross', name: 'Market Cross', district: 'Market Cross', sectors: ['ZZ5 1', 'ZZ5 2'] },
  { id: 'quarry-end', name: 'Quarry End', district: 'Quarry End', sectors: ['ZZ6 1', 'ZZ6 2'] },
  { id: 'southfields', name: 'Southfields', district: 'Southfields', sectors: ['ZZ7 1', 'ZZ7 2'] },
];
