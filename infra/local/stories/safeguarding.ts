import { type Body, factLines, list, message, teamNames, text } from './reading.ts';
import { check, checkWithout, type Stage } from './stage.ts';

/** A child thought to be at risk of harm: at once, by duty, to the one door; and silence on the way back. */
export async function safeguarding(stage: Stage): Promise<void> {
  stage.title('Rosa, 9: an officer has cause to fear for her');
  stage.say('Nobody asked Rosa, and her father said no. The duty asks for neither consent nor an agreement.');
  const receipt = await stage.send({
    as: 'police',
    post: '/v1/referrals/police',
    body: message('police', 'safeguarding-child'),
    expect: 201,
    show: (body) => [`${text(body, 'disposition')} to ${teamNames(body)} (${text(body, 'reasonCode')})`, text(body, 'emergency')],
  });
  check(text(receipt, 'emergency').includes('999'), 'the reply did not say to ring 999');
  const id = text(receipt, 'referralId');
  await stage.settle();
  const view = await stage.send({
    as: 'first-response',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => [`${text(body, 'urgency')}: what is necessary, and no more`, ...factLines(body)],
  });
  checkWithout(view, ['Marcus', '960171'], 'First Response');
  await stage.send({ as: 'first-contact', get: `/v1/cases/${id}`, expect: 404, show: (body) => [text(body, 'title')] });
  await stage.send({ as: 'first-response', post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: 'first-response',
    post: `/v1/cases/${id}/outcome`,
    body: { outcome: 'support-in-place' },
    expect: 200,
    show: (body) => [text(body, 'status')],
  });
  await stage.settle();
  stage.say('What comes of a concern is nobody’s feedback: the police know that it was received, and no more.');
  const tracked = await stage.send({
    as: 'police',
    get: `/v1/referrals/${id}`,
    expect: 200,
    show: (body) => [`progress: ${JSON.stringify(body['progress'])}`],
  });
  check(tracked['progress'] === null, 'the police were told what came of a concern');
  const about = (body: Body) => list(body, 'items').filter((item) => text(item, 'subject') === id);
  const events = await stage.send({
    as: 'police',
    get: '/v1/events',
    expect: 200,
    show: (body) => about(body).map((item) => text(item, 'type')),
  });
  check(about(events).length === 1, 'the police heard more than that the concern was received');
}
