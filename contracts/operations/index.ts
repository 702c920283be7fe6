import type { RouteKey } from '../routes.ts';
import { access } from './access.ts';
import { cases } from './cases.ts';
import { consents } from './consents.ts';
import { mailbox } from './mailbox.ts';
import type { Operation } from './operation.ts';
import { referrals } from './referrals.ts';

/** What each route takes and answers; for sending, which each source has its own of, see {@link sending}. */
export const operations: Readonly<Record<Exclude<RouteKey, 'POST /v1/referrals/{source}'>, Operation>> = {
  ...access,
  ...referrals,
  ...consents,
  ...mailbox,
  ...cases,
};
export { sending } from './referrals.ts';
