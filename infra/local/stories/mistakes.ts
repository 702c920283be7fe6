import { asks, list, message, text } from './reading.ts';
import type { Stage } from './stage.ts';

/** What a developer sees who gets everything wrong at first, and what is held until someone asks. */
export async function mistakes(stage: Stage): Promise<void> {
  stage.title('Mistakes: every fault at once, where it is and what was expected');
  await stage.send({
    as: 'job-centre',
    post: '/v1/referrals/job-centre',
    body: message('job-centre', 'refused'),
    expect: 422,
    show: (body) => [
      text(body, 'title'),
      ...list(body, 'faults').map((fault) => `${text(fault, 'pointer')}: ${text(fault, 'detail').slice(0, 84)}`),
    ],
  });
  stage.say('Nobody asked the person: held for the sender, readable by no team, with what to ask.');
  await stage.send({
    as: 'job-centre',
    post: '/v1/referrals/job-centre',
    body: message('job-centre', 'consent-missing'),
    expect: 201,
    show: (body) => [`${text(body, 'disposition')}: ${text(body, 'reason')}`, ...asks(body).slice(0, 1)],
  });
}
