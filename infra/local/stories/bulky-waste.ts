import { asks, factLines, file, list, text } from './reading.ts';
import { check, checkWithout, type Stage } from './stage.ts';

/** What Harold agrees to on his doorstep. */
const agreed = {
  answer: 'given',
  recipients: ['ward-team'],
  purposes: ['support'],
  categories: ['contact', 'need', 'service-request', 'consent'],
  method: 'in-person',
  givenOn: '2026-11-20',
  seenAlone: true,
  engagement: 'agreed',
};
const [leader, member] = ['ward-team-1', 'ward-team-2'];

/** A jobs list of street scene: whom the team’s leader may call on, and what the team knows once one of them wants help. */
export async function bulkyWaste(stage: Stage): Promise<void> {
  stage.title('Harold: a bulky-waste quote, and a conversation');
  stage.say('Street scene sends the morning’s jobs as CSV. Requests that need a visit are taken; nothing of the rest is kept.');
  const jobs = await stage.send({
    as: 'street-scene',
    post: '/v1/referrals/street-scene',
    body: file('street-scene', 'complete.csv'),
    type: 'text/csv',
    expect: 200,
    show: (body) => [
      JSON.stringify(body['summary']),
      ...list(body, 'items').map((item) => `line ${text(item, 'line')} ${text(item, 'status')}: ${text(item, 'reasonCode')}`),
    ],
  });
  const id = text(list(jobs, 'items')[0] ?? {}, 'referralId');
  const path = `/v1/cases/${id}`;

  await stage.send({ as: 'ward-team', user: leader, get: path, expect: 200, show: (body) => ['the team leader', ...factLines(body)] });
  const unseen = await stage.send({
    as: 'ward-team',
    user: member,
    get: path,
    expect: 200,
    show: (body) => [`an ordinary member; people shown: ${list(body, 'people').length}`],
  });
  checkWithout(unseen, ['Pickering'], 'an ordinary member of the team');
  stage.say('The leader calls. Harold would like help, and says what the team may know:');
  await stage.send({
    as: 'ward-team',
    user: leader,
    post: `${path}/outcome`,
    body: { outcome: 'wants-help' },
    expect: 200,
    show: (body) => [text(body, 'status'), ...asks(body)],
  });
  await stage.send({
    as: 'ward-team',
    user: leader,
    post: '/v1/consents',
    body: { referralId: id, ...agreed },
    expect: 201,
    show: (body) => [text(body, 'status')],
  });
  const seen = await stage.send({
    as: 'ward-team',
    user: member,
    get: path,
    expect: 200,
    show: (body) => ['the whole team', ...factLines(body)],
  });
  check(JSON.stringify(seen).includes('Pickering'), 'the team did not see what Harold agreed to');
}
