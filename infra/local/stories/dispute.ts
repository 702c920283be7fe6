import { type Body, factLines, list, message, sharingLines, teamNames, text } from './reading.ts';
import { check, checkWithout, type Stage } from './stage.ts';

interface Notice {
  readonly reference: string;
  readonly on: string;
  readonly count: number;
}

/** The notices officers sent, each with how often they had been called by then. */
const notices: readonly Notice[] = [
  { reference: 'PPN-19310', on: '2026-06-02', count: 5 },
  { reference: 'PPN-20144', on: '2026-09-08', count: 8 },
  { reference: 'PPN-20871', on: '2026-11-14', count: 11 },
];

/** A couple to whom officers are called again and again: the repeat is the signal, and no accusation travels with it. */
export async function dispute(stage: Stage): Promise<void> {
  stage.title('Dennis and Maureen: officers send a third notice of a neighbour dispute');
  stage.say('Each was told, and each agreed that the ward team may know of the dispute, and how often officers were called.');
  const [first, second, third] = notices.map(noticeOf);
  for (const earlier of [first, second]) await send(stage, earlier, 'an earlier notice', () => []);
  const receipt = await send(stage, third, 'the third', (body) => sharingLines(body).filter((line) => /offence|hidden/.test(line)));
  const id = text(receipt, 'referralId');
  await stage.settle();

  const view = await stage.send({
    as: 'ward-team',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => [
      'whom to call on, and that officers were called eleven times',
      ...factLines(body),
      ...list(body, 'related').map(related),
    ],
  });
  check(list(view, 'related').length === 2, 'the three notices did not become one story');
  checkWithout(view, ['spade', 'anti-social', 'Public order', 'Voss', 'Petra', 'Dunmore', 'fence', 'Drinks'], 'the ward team');
  stage.say('Who complained, who was accused and what of: the team sees none of it.');
  await stage.send({ as: 'ward-team', post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: 'police',
    get: `/v1/referrals/${id}`,
    expect: 200,
    show: (body) => [`progress: ${JSON.stringify(body['progress'])}: the police hear no more than that`],
  });
}

const send = (stage: Stage, body: Body | undefined, what: string, more: (receipt: Body) => string[]): Promise<Body> =>
  stage.send({
    as: 'police',
    post: '/v1/referrals/police',
    body,
    expect: 201,
    show: (receipt) => [`${what}: ${text(receipt, 'disposition')} to ${teamNames(receipt)}`, ...more(receipt)],
  });

const related = (other: Body) =>
  `the same story: another case from ${text((other['source'] ?? {}) as Body, 'name')}, ${text(other, 'status')}`;

/** A notice as it was sent on a day: whoever was asked was asked on that day. */
function noticeOf({ reference, on, count }: Notice): Body {
  const notice = message('police', 'complete');
  const onTheDay = (person: Body): Body => ({
    ...person,
    ...(person['attendance'] ? { attendance: { ...person['attendance'], count } } : {}),
    ...(person['personAware'] ? { consent: { ...(person['consent'] as Body), givenOn: on } } : {}),
  });
  return { ...notice, reference, incident: { ...(notice['incident'] as Body), date: on }, people: list(notice, 'people').map(onTheDay) };
}
