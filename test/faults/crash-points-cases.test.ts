import { testCrashPoints } from './crash-points.ts';
import { cases } from './scenarios/cases.ts';

testCrashPoints(cases);
