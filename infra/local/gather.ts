/**
 * Waits a moment before a batch is taken, unless there is a full one already: what comes together should be taken
 * together, for a call costs more than what it carries. `linger`: in milliseconds; 0, until what is running has run.
 */
export const gather = (isFull: boolean, linger: number): Promise<void> =>
  new Promise((resolve) => (isFull || linger === 0 ? setImmediate(resolve) : setTimeout(resolve, linger)));
