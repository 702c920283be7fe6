import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { type Problem, problemOf } from '../../../contracts/problem.ts';
import { validate } from '../../edge/validate.ts';
import type { Runtime } from '../../runtime.ts';
import { segments, segmentToGoOnFrom, timeUp } from '../../store/segments.ts';
import { type Forgotten, forget } from './forget.ts';

const Asked = z.strictObject({
  from: segmentToGoOnFrom(segments),
});

/**
 * Started by an operator after keys were restored: what was forgotten is forgotten again. If the reply has `next`, it
 * stopped before its end: start it again with `{from: next}`. Who may start it is for IAM to say.
 */
export const create =
  (parts: Pick<Runtime, 'config' | 'store' | 'keys' | 'log'>) =>
  async (sent?: unknown, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<Forgotten | Problem> => {
    const asked = validate(Asked, sent ?? {}, true);
    if (!asked.ok) return problemOf(asked.refusal, parts.config.issuer);
    const forgotten = await forget(parts, { from: asked.value.value.from, isTimeUp: timeUp(context) });
    parts.log.write({ code: 'forgotten', ...forgotten });
    return forgotten;
  };
