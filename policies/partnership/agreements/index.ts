import type { AgreementInput } from '../../../contracts/agreement.ts';
import { fireSafeAndWell } from './fire-safe-and-well.ts';
import { jobCentreIntroductions } from './job-centre-introductions.ts';

/** The agreements the demonstration county starts with, one line each. Not legal advice: each needs IG review. */
export const agreements: readonly AgreementInput[] = [fireSafeAndWell, jobCentreIntroductions];
