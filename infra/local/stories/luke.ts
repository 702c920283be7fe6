import { factLines, list, message, sharingLines, text } from './reading.ts';
import { check, type Stage } from './stage.ts';

/** Luke is introduced by the Job Centre to the coordinator of his area. */
export async function luke(stage: Stage): Promise<void> {
  stage.title('Luke, 18: the Job Centre introduces him to a Local Area Coordinator');
  stage.say('His work coach asked him; he agreed that a coordinator may know how to reach him and what he hopes for.');
  const receipt = await stage.send({
    as: 'job-centre',
    post: '/v1/referrals/job-centre',
    body: message('job-centre', 'complete'),
    expect: 201,
    show: (body) => [`${text(body, 'disposition')}: ${text(body, 'reason')}`, ...sharingLines(body)],
  });
  const id = text(receipt, 'referralId');
  await stage.settle();
  const coordinator = 'coordinator-northgate';
  await stage.send({
    as: coordinator,
    get: '/v1/events',
    expect: 200,
    show: (body) =>
      list(body, 'items').map(
        (item) =>
          `${text(item, 'position')} ${text(item, 'type')} ${text(item, 'subject')}, ${text(item, 'area')}, tier ${text(item, 'tier')}: a reference, nothing more`,
      ),
  });
  const view = await stage.send({
    as: coordinator,
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => ['decided now, committed before a byte left', ...factLines(body)],
  });
  for (const withheld of ['2008-03-14', '9990123454', 'Universal Credit', 'felt low', 'left early']) {
    check(!JSON.stringify(view).includes(withheld), 'the coordinator saw what was to be withheld');
  }
  await stage.send({ as: coordinator, post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: coordinator,
    post: `/v1/cases/${id}/outcome`,
    body: { outcome: 'connected-in-community' },
    expect: 200,
    show: (body) => [text(body, 'status')],
  });
  await stage.send({
    as: 'job-centre',
    get: `/v1/referrals/${id}`,
    expect: 200,
    show: (body) => [`progress: ${JSON.stringify(body['progress'])}: the agreement lets the Job Centre hear no more than that`],
  });
}
