import { testCrashPoints } from './crash-points.ts';
import { referrals } from './scenarios/referrals.ts';

testCrashPoints(referrals);
