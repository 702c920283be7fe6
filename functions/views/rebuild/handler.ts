import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { type Problem, problemOf } from '../../../contracts/problem.ts';
import { validate } from '../../edge/validate.ts';
import type { Runtime } from '../../runtime.ts';
import { segmentToGoOnFrom, timeUp } from '../../store/segments.ts';
import { type Rebuilt, rebuild, rebuildSegments } from './rebuild.ts';

const Asked = z.strictObject({
  from: segmentToGoOnFrom(rebuildSegments),
});

/**
 * Started by an operator: makes worklists and lists again from the commits. If the reply has `next`, it stopped before its
 * end: start it again with `{from: next}`. Who may start it is for IAM to say.
 */
export const create =
  (parts: Pick<Runtime, 'config' | 'store' | 'views' | 'log'>) =>
  async (sent?: unknown, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<Rebuilt | Problem> => {
    const asked = validate(Asked, sent ?? {}, true);
    if (!asked.ok) return problemOf(asked.refusal, parts.config.issuer);
    const rebuilt = await rebuild(parts, { from: asked.value.value.from, isTimeUp: timeUp(context) });
    parts.log.write({ code: 'rebuilt', ...rebuilt });
    return rebuilt;
  };
