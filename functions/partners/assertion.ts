/** The partition of the views table that says an assertion was used: of no case, so a rebuild leaves it alone. Holds a hash, or `*` for all of them in a grant. */
export const usedAssertion = (hash: string): string => `assertion#${hash}`;
