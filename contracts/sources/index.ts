import { fire } from './fire/to-referral.ts';
import { jobCentre } from './job-centre/to-referral.ts';
import type { Source } from './source.ts';

/** Every source system, one line each; the key is `{source}` in `POST /v1/referrals/{source}`. */
export const sources: Readonly<Record<string, Source<never>>> = {
  fire,
  'job-centre': jobCentre,
};
