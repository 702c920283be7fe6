import { factLines, list, message, text } from './reading.ts';
import { check, type Stage } from './stage.ts';

/** A safe and well visit: two people in one home, one of whom was asked. */
export async function fire(stage: Stage): Promise<void> {
  stage.title('Walter and Edith: the fire service visits, and tells First Contact');
  stage.say('Walter agreed, and wants the fire service to hear what comes of it. Nobody asked Edith.');
  const receipt = await stage.send({
    as: 'fire',
    post: '/v1/referrals/fire',
    body: message('fire', 'complete'),
    key: 'visit-7731',
    expect: 201,
    show: (body) => [`${text(body, 'disposition')}: ${text(body, 'reason')}`],
  });
  stage.say('The reply is lost on the way, so the fire service sends the same again:');
  const again = await stage.send({
    as: 'fire',
    post: '/v1/referrals/fire',
    body: message('fire', 'complete'),
    key: 'visit-7731',
    expect: 201,
    show: (body) => [`the same referral: ${text(body, 'referralId') === text(receipt, 'referralId')}`],
  });
  check(JSON.stringify(again) === JSON.stringify(receipt), 'the same request got another reply');
  const id = text(receipt, 'referralId');
  await stage.settle();
  await stage.send({
    as: 'first-contact',
    get: '/v1/cases',
    expect: 200,
    show: (body) =>
      list(body, 'items').map(
        (item) => `${text(item, 'caseId')}  ${text(item, 'urgency')}  tier ${text(item, 'tier')}  ${text(item, 'status')}`,
      ),
  });
  const view = await stage.send({
    as: 'first-contact',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => ['Walter’s own decision covers Walter; Edith does not appear', ...factLines(body)],
  });
  check(!JSON.stringify(view).includes('Edith'), 'First Contact saw someone who was not asked');
  await stage.send({ as: 'first-contact', post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: 'first-contact',
    post: `/v1/cases/${id}/outcome`,
    body: { outcome: 'support-in-place' },
    expect: 200,
    show: (body) => [text(body, 'status')],
  });
  await stage.settle();
  await stage.send({
    as: 'fire',
    get: '/v1/events',
    expect: 200,
    show: (body) => list(body, 'items').map((item) => `${text(item, 'position')} ${text(item, 'type')}`),
  });
  await stage.send({
    as: 'fire',
    get: `/v1/referrals/${id}`,
    expect: 200,
    show: (body) => [`progress: ${JSON.stringify(body['progress'])}`],
  });
  stage.say('Walter changes his mind. From that moment nobody is shown anything on his word:');
  await stage.send({ as: 'fire', post: `/v1/consents/${id}.p1/withdrawal`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: 'first-contact',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => [`people shown: ${list(body, 'people').length}`],
  });
}
