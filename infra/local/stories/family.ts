import { type Body, factLines, list, message, teamNames, text } from './reading.ts';
import { check, checkWithout, type Stage } from './stage.ts';

const hub = 'early-help-oakfield';

/** What Denise agrees to when First Response asks whether the hub of their district may help. */
const agreed = {
  answer: 'given',
  recipients: ['early-help-hub'],
  purposes: ['allocation'],
  categories: ['contact', 'birth-date', 'need', 'health', 'finances', 'consent'],
  method: 'in-person',
  givenOn: '2026-11-20',
  seenAlone: true,
  engagement: 'agreed',
};
const forChild = { givenBy: 'parental-responsibility', authority: 'evidenced', authorityEvidence: 'Birth certificates that name her' };
const neverSeen = ['Lloyd', 'bins', 'music', 'Pickard', 'breakfast club', 'Oakfield High'];

/** A family that may lose its home: each answers for themself, and each agency sees its own view. */
export async function family(stage: Stage): Promise<void> {
  stage.title('The Grant family: their landlord tells First Response');
  stage.say('Denise agreed, for herself and, with evidence, for Tyrone and Jade. Lloyd said no. Neighbours have complained.');
  const receipt = await stage.send({
    as: 'housing',
    post: '/v1/referrals/housing',
    body: message('housing', 'complete'),
    expect: 201,
    show: (body) => [`${text(body, 'disposition')} to ${teamNames(body)}`],
  });
  const id = text(receipt, 'referralId');
  const view = await read(stage, id, 'first-response', 'Denise and the children; no Lloyd, no complaint, nobody who complained');
  checkWithout(view, [...neverSeen, 'slept'], 'First Response');
  await stage.send({ as: 'first-response', post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });

  stage.say('The Early Help Hub of Oakfield could help. Nobody has asked the family about that yet:');
  const passOn = { as: 'first-response', post: `/v1/cases/${id}/outcome`, body: { outcome: 'passed-on', to: ['early-help-hub'] } };
  await stage.send({ ...passOn, expect: 409, show: (body) => list(body, 'faults').map((fault) => text(fault, 'detail')) });
  stage.say('First Response asks. Denise agrees, and agrees for Tyrone; about Jade she wants to think.');
  await record(stage, { referralId: id, ...agreed }, 'Denise');
  await record(stage, { referralId: id, person: keyOf(view, 'Tyrone'), ...agreed, ...forChild }, 'Tyrone, by his mother');
  await stage.send({
    ...passOn,
    expect: 200,
    show: (body) => [text(body, 'status'), ...list(body, 'passed').map((each) => `${text(each, 'outcome')} to ${text(each, 'team')}`)],
  });
  await meet(stage, id);
}

/** The hub’s monthly meeting. */
async function meet(stage: Stage, id: string): Promise<void> {
  stage.say('At the hub’s meeting the police and the surgery read the same case:');
  const police = await read(stage, id, `${hub}-police`, 'who the family is, and no health or money');
  checkWithout(police, [...neverSeen, 'Jade', 'slept', '2140', '1986-06-14'], 'the police');
  const surgery = await read(stage, id, `${hub}-gp`, 'health, and no money');
  checkWithout(surgery, [...neverSeen, 'Jade', '2140'], 'the surgery');
  check(JSON.stringify(surgery).includes('slept'), 'the surgery did not see what Denise agreed to');
}

const record = (stage: Stage, body: Body, whose: string): Promise<Body> =>
  stage.send({ as: 'first-response', post: '/v1/consents', body, expect: 201, show: (reply) => [`${text(reply, 'status')}: ${whose}`] });

/** The key of someone a view shows: a name that does not tell how many others there are. */
const keyOf = (view: Body, name: string): string =>
  text(list(view, 'people').find((person) => JSON.stringify(person).includes(name)) ?? {}, 'key');

const read = (stage: Stage, id: string, as: string, what: string): Promise<Body> =>
  stage.send({ as, get: `/v1/cases/${id}`, expect: 200, show: (body) => [what, ...factLines(body)] });
