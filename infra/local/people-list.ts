import { people, peopleOf } from '../../contracts/people/index.ts';
import { type FictionalPerson, outcomes, type Step } from '../../contracts/people/person.ts';
import { sources } from '../../contracts/sources/index.ts';
import { Refused } from './operator.ts';
import { labelled, table, terminal } from './terminal.ts';

/** The fictional people, by the source that sends them and what they lead to. */
export function peopleList(): string {
  const pages = Object.entries(sources).map(([source, { title }]) => {
    const own = peopleOf(source);
    const rows = Object.keys(outcomes).flatMap((outcome) =>
      own.filter(([, person]) => person.outcome === outcome).map(([id, { shows }]) => [id, outcome, shows]),
    );
    return `${terminal.cyan(title)}\n${table(['person', 'outcome', 'shows'], rows)}`;
  });
  return [...pages, 'One of them, ready to send: npm run -s hub -- people NAME'].join('\n\n');
}

/** One of a person’s messages, ready to send, and what to know of it. Refuses a name or a step that there is not. */
export function messageOf(id: string, step: number): { readonly message: string; readonly about: string } {
  const person = Object.hasOwn(people, id) ? people[id] : undefined;
  if (!person) throw new Refused(`There is no ${id}. There are: ${Object.keys(people).join(', ')}`);
  const asked = person.steps[step - 1];
  if (!asked) throw new Refused(`${id} has ${person.steps.length === 1 ? 'one step' : `steps 1 to ${person.steps.length}`}.`);
  const message = typeof asked.body === 'string' ? asked.body.trimEnd() : JSON.stringify(asked.body, null, 2);
  return { message, about: aboutOf(person, asked, step) };
}

function aboutOf({ name, shows, lookAt, steps }: FictionalPerson, { as, path, body, withKeyOf, expect }: Step, step: number): string {
  const { status, problem, isReplayed, disposition, reasonCode } = expect;
  const which = steps.length > 1 ? `, step ${step} of ${steps.length}` : '';
  const reply = [status, problem, disposition, reasonCode && `(${reasonCode})`, isReplayed && 'again, with Idempotency-Replayed: true'];
  const rows = [
    ['', `${name}${which}: ${shows}`],
    ['send', `POST ${path} as ${as}${typeof body === 'string' ? ', text/csv' : ''}`],
    ...(withKeyOf ? [['key', `the Idempotency-Key of step ${withKeyOf}`]] : []),
    ['expect', reply.filter(Boolean).join(' ')],
    ['look at', lookAt.replaceAll('`', '')],
    ...(step < steps.length ? [['then', `--step ${step + 1}`]] : []),
  ];
  return rows.map(([label = '', text = '']) => (label === '' ? terminal.bold(text) : labelled(label, text, 2, 11))).join('\n');
}
