import { people, peopleBySource } from '../../../contracts/people/index.ts';
import type { Step } from '../../../contracts/people/person.ts';
import { type Body, text } from './reading.ts';
import { check, type Stage } from './stage.ts';

/** A partner’s first hour: someone made up to test with for each source, a key that is used three times, and where an error explains itself. */
export async function firstHour(stage: Stage): Promise<void> {
  stage.title('A first hour: fictional people to test with, and an error that explains itself');
  stage.say('Each source has people who each lead to one outcome, always the same: `npm run hub -- people` lists all of them.');
  for (const { people: own } of Object.values(peopleBySource)) {
    const [first] = Object.values(own);
    if (!first) continue;
    stage.say(`${first.name}. ${first.shows}`);
    for (const step of first.steps) await sent(step, stage);
  }
  const thrice = people['owen-frost'];
  stage.say(`${thrice?.name}. ${thrice?.shows}`);
  const replies: Body[] = [];
  for (const step of thrice?.steps ?? []) replies.push(await sent(step, stage, 'owen-1'));
  const [taken = {}, again = {}, refused = {}] = replies;
  check(text(again, 'referralId') === text(taken, 'referralId'), 'the same again was another referral');
  await explained(text(refused, 'type'), stage);
}

async function sent({ as, path, body, expect }: Step, stage: Stage, key?: string): Promise<Body> {
  const reply = await stage.send({
    as,
    post: path,
    body,
    ...(key === undefined ? {} : { key }),
    expect: expect.status,
    show: (said) => [expect.problem ? text(said, 'title') : `${text(said, 'disposition')}: ${text(said, 'reason')}`],
  });
  if (expect.disposition) check(reply['disposition'] === expect.disposition, `it was not ${expect.disposition}`);
  return reply;
}

/** The `type` of a problem is the address of the page that says what it means and what to do. */
async function explained(type: string, stage: Stage): Promise<void> {
  const page = await fetch(type);
  const heading = /<h1[^>]*>([^<]*)</.exec(await page.text())?.[1] ?? '';
  check(page.status === 200 && heading !== '', 'the error has no page');
  stage.say(`Its type is the address of a page: ${new URL(type).pathname}, “${heading}”`);
}
