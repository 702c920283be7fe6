import { community } from './community/to-referral.ts';
import { fire } from './fire/to-referral.ts';
import { gp } from './gp/to-referral.ts';
import { housing } from './housing/to-referral.ts';
import { jobCentre } from './job-centre/to-referral.ts';
import { police } from './police/to-referral.ts';
import type { Source } from './source.ts';
import { streetScene } from './street-scene/to-referral.ts';

/** Every source system, one line each; the key is `{source}` in `POST /v1/referrals/{source}`. */
export const sources: Readonly<Record<string, Source<never>>> = {
  fire,
  'job-centre': jobCentre,
  'street-scene': streetScene,
  community,
  gp,
  housing,
  police,
};
