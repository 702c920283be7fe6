/** The roles of people trained to say whether a family in which something marks domestic abuse may be seen together. */
const trainedRoles: ReadonlySet<string> = new Set(['safeguarding-lead', 'domestic-abuse-practitioner']);

/** Whether someone in this role is trained for it. Does not check that they were: the system that vouches for them does. */
export const isTrained = (role: string | undefined): boolean => role !== undefined && trainedRoles.has(role);
