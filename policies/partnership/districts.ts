/** The eight districts, by name. Each is covered by one Early Help Hub. */
export const districts: readonly string[] = [
  'Northgate',
  'Millbrook',
  'Castle Hill',
  'Wreake Vale',
  'Oakfield',
  'Market Cross',
  'Quarry End',
  'Southfields',
];
