import { type Body, factLines, firstSentence, list, message, teamNames, text } from './reading.ts';
import { check, checkWithout, type Stage } from './stage.ts';

/** What Arthur agrees to when his doctor asks him. */
const agreed = {
  answer: 'given',
  recipients: ['first-contact', 'social-prescribing'],
  purposes: ['support'],
  categories: ['contact', 'need', 'referrer'],
  method: 'telephone',
  givenOn: '2026-11-20',
  recordedBy: 'Dr Ama Osei',
  seenAlone: true,
  engagement: 'agreed',
};
const neverSeen = ['9991172041', '1948-04-12', 'Depressive', 'low-mood', 'rather than tablets'];

/** Arthur’s surgery refers him by FHIR, is told to ask him first, and he decides who may know what. */
export async function arthur(stage: Stage): Promise<void> {
  stage.title('Arthur, widowed: his surgery refers him to First Contact, by FHIR');
  stage.say('The message takes his consent as implied. A surgery owes confidence, so the hub holds it until he is asked.');
  const answer = await stage.send({
    as: 'gp',
    post: '/fhir/$process-message',
    body: message('gp', 'implied.fhir'),
    type: 'application/fhir+json',
    expect: 201,
    show: (body) => issues(body).map(told),
  });
  const id = text(answer, 'id');
  await stage.send({ as: 'first-contact', get: `/v1/cases/${id}`, expect: 404, show: (body) => [text(body, 'title')] });

  stage.say('Dr Osei rings him. First Contact and social prescribing may know how to reach him and his need; not his health.');
  await stage.send({
    as: 'gp',
    post: '/v1/consents',
    body: { referralId: id, ...agreed },
    expect: 201,
    show: (body) => [text(body, 'status'), ...list(body, 'released').map((each) => `${text(each, 'disposition')} to ${teamNames(each)}`)],
  });
  const view = await stage.send({
    as: 'first-contact',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => ['exactly what he agreed to; his NHS number stops at the hub', ...factLines(body)],
  });
  check(JSON.stringify(view).includes('bereavement'), 'First Contact did not see what he agreed to');
  checkWithout(view, neverSeen, 'First Contact');
  await stage.send({ as: 'first-contact', post: `/v1/cases/${id}/acceptance`, expect: 200, show: (body) => [text(body, 'status')] });
  await stage.send({
    as: 'first-contact',
    post: `/v1/cases/${id}/outcome`,
    body: { outcome: 'passed-on', to: ['social-prescribing'] },
    expect: 200,
    show: (body) => [text(body, 'status'), ...list(body, 'passed').map((each) => `${text(each, 'outcome')} to ${text(each, 'team')}`)],
  });
  const onward = await stage.send({
    as: 'social-prescribing',
    get: `/v1/cases/${id}`,
    expect: 200,
    show: (body) => ['decided afresh: of his doctor nothing either', ...factLines(body)],
  });
  checkWithout(onward, [...neverSeen, 'Osei'], 'the social prescriber');
}

/** The issues of the outcome that a FHIR message carries, of these kinds. */
const issues = (bundle: Body) =>
  list(bundle, 'entry')
    .flatMap((entry) => list(entry['resource'] as Body, 'issue'))
    .filter((issue) => ['held', 'ask', 'consent-implied'].includes(codeOf(issue)));

const codeOf = (issue: Body): string => text(list(issue['details'] as Body, 'coding')[0] ?? {}, 'code');

/** An issue in a line: the disposition with its reason, then what to ask and to know. */
function told(issue: Body): string {
  const said = firstSentence(text(issue, 'diagnostics'));
  return codeOf(issue) === 'held' ? `held: ${said}` : said;
}
