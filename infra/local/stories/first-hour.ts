import { people } from '../../../contracts/people/index.ts';
import { asks, list, text } from './reading.ts';
import { check, type Stage } from './stage.ts';

/** A partner’s first hour: people made up to test with, each of whom leads to one outcome, and where an error explains itself. */
export async function firstHour(stage: Stage): Promise<void> {
  stage.title('A first hour: fictional people to test with, and an error that explains itself');
  stage.say('Each of them leads to one outcome, always the same. `npm run hub -- people` lists them all.');
  for (const name of ['nora-finch', 'sam-tilley', 'ned-crane']) {
    const person = people[name];
    if (!person) continue;
    stage.say(`${person.name}. ${person.shows}`);
    for (const { as, path, body, expect } of person.steps) {
      const reply = await stage.send({
        as,
        post: path,
        body,
        expect: expect.status,
        show: (said) =>
          said['faults']
            ? list(said, 'faults').map((fault) => `${text(fault, 'pointer')}: ${text(fault, 'detail').slice(0, 84)}`)
            : [`${text(said, 'disposition')}: ${text(said, 'reason')}`, ...asks(said).slice(0, 1)],
      });
      if (expect.disposition) check(reply['disposition'] === expect.disposition, `${person.name} was not ${expect.disposition}`);
      if (expect.status === 422) await explained(text(reply, 'type'), stage);
    }
  }
}

/** The `type` of a problem is the address of the page that says what it means and what to do. */
async function explained(type: string, stage: Stage): Promise<void> {
  const page = await fetch(type);
  const heading = /<h1[^>]*>([^<]*)</.exec(await page.text())?.[1] ?? '';
  check(page.status === 200 && heading !== '', 'the error has no page');
  stage.say(`Its type is the address of a page: ${new URL(type).pathname}, “${heading}”`);
}
