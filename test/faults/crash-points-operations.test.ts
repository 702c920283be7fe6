import { testCrashPoints } from './crash-points.ts';
import { operations } from './scenarios/operations.ts';

testCrashPoints(operations);
