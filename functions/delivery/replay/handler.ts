import type { Context } from 'aws-lambda';
import { type Problem, problemOf } from '../../../contracts/problem.ts';
import type { Runtime } from '../../runtime.ts';
import { timeUp } from '../../store/segments.ts';
import { askedOf, type Replayed, replay } from './replay.ts';

/**
 * Started by an operator with `{since}`, after an outage that was longer than the change stream remembers. If the reply has
 * `next`, it stopped before its end: start it again with `{since, from: next}`. What it is asked wrongly it answers as a
 * problem. Who may start it is for IAM to say.
 */
export const create =
  (parts: Pick<Runtime, 'config' | 'store' | 'bus' | 'clock' | 'log'>) =>
  async (sent?: unknown, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<Replayed | Problem> => {
    const asked = askedOf(sent, parts.clock.now());
    if (!asked.ok) return problemOf(asked.refusal, parts.config.issuer);
    const replayed = await replay(asked.value, parts, { isTimeUp: timeUp(context) });
    parts.log.write({ code: 'replayed', since: asked.value.since.toISOString(), ...replayed });
    return replayed;
  };
