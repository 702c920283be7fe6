import { Unavailable } from './ports.ts';

const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'AbortError',
]);

/** Runs a call; what means "not now" becomes `Unavailable`, what means a bug stays what it was. */
export async function reachable<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Unavailable || !(error instanceof Error)) throw error;
    const code = (error as { code?: string }).code;
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
    const refused = code !== undefined && /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_)/.test(code);
    if (passing.has(error.name) || status >= 500 || refused) throw new Unavailable(error.name, { cause: error });
    throw error;
  }
}
