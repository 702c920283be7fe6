import { people, peopleOf } from '../../../contracts/people/index.ts';
import { type Expected, type FictionalPerson, outcomes, type Seen, type Step } from '../../../contracts/people/person.ts';
import { sources } from '../../../contracts/sources/index.ts';
import { block, code, type Html, html, json, link, prose, table } from '../html.ts';
import type { Page } from '../layout.ts';

export const personPath = (id: string): string => `/docs/people/${id}`;

/** Everyone to test with, by who sends them and what they lead to. */
export const peoplePage = (): Page => ({
  title: 'People to test with',
  body: html`<p class="lead">Each of these people leads to one outcome, always the same. Send one, and see what your system makes of the reply.</p>
<p>They are fictional: their NHS numbers begin with 999, their postcodes with ZZ, and neither is in use. Change what you like in a message; the outcome then follows from what you changed. Never send a real person to a hub you test with.</p>
${block('npm run -s hub -- people NAME', 'Command')}
<p>prints a message ready to send, and beside it what to expect.</p>
${table(
  'Outcomes',
  ['Outcome', 'What it is'],
  Object.entries(outcomes).map(([outcome, sentence]) => [html`<span id="${outcome}">${outcome}</span>`, sentence]),
)}
${Object.entries(sources).map(
  ([source, { title }]) => html`<h2>${title}</h2>
${peopleTable(source)}`,
)}`,
});

/** Everyone of whom a message goes to a source, those of one outcome together. */
export function peopleTable(source: string): Html {
  const own = peopleOf(source);
  return table(
    'People to test with',
    ['Person', 'Outcome', 'What happens', 'Reply'],
    Object.keys(outcomes).flatMap((outcome) =>
      own
        .filter(([, person]) => person.outcome === outcome)
        .map(([id, { name, shows, steps }]) => [
          link(personPath(id), name),
          link(`/docs/people#${outcome}`, outcome),
          shows,
          steps.map(
            ({ expect: { status, disposition, problem, lines } }) => html`${status} ${disposition ?? problem ?? lines?.join(', ')}<br>`,
          ),
        ]),
    ),
  );
}

/** A page for each person. */
export const personPages = (hub: string): (readonly [path: string, make: () => Page])[] =>
  Object.entries(people).map(([id, person]) => [personPath(id), () => personPage(id, person, hub)]);

function personPage(id: string, { name, nhsNumber, shows, lookAt, steps }: FictionalPerson, hub: string): Page {
  return {
    title: name,
    body: html`<p class="lead">${shows}</p>
${nhsNumber && html`<p>NHS number <code>${nhsNumber}</code>, fictional.</p>`}
<p><strong>Look at:</strong> ${prose(lookAt)}</p>
${steps.map((step, index) => stepOf(step, { id, hub, number: index + 1, of: steps.length }))}`,
  };
}

interface Place {
  readonly id: string;
  readonly hub: string;
  readonly number: number;
  readonly of: number;
}

function stepOf(step: Step, place: Place): Html {
  const { as, seen = [] } = step;
  return html`<h2>${place.of > 1 ? `Step ${place.number}: send` : 'Send'} as ${as}</h2>
${block(commandOf(step, place), 'Command')}
<h3>Expect</h3>
${expected(step.expect)}
${seen.map(seenBy)}
<h3>The message</h3>
${step.expect.isReplayed === true ? html`<p>That of step ${step.withKeyOf}, and its key.</p>` : messageOf(step)}`;
}

function messageOf({ as, path, body }: Step): Html {
  const source = path.slice(path.lastIndexOf('/') + 1);
  return html`<p>${path === '/v1/consents' ? link('/docs/routes/recordConsent', 'Its fields') : link(`/docs/sources/${source}`, 'Its fields')}</p>
${typeof body === 'string' ? block(body, `Message to send as ${as}`) : json(body, `Message to send as ${as}`)}`;
}

/** The command that sends a step, as it is. */
function commandOf({ as, path, body, withKeyOf }: Step, { id, hub, number, of }: Place): string {
  const message = `npm run -s hub -- people ${id}${of > 1 ? ` --step ${number}` : ''}`;
  return `${message} | curl -s ${hub}${path} \\
  -H "authorization: Bearer $(npm run -s hub -- token ${as})" \\
  -H 'content-type: ${typeof body === 'string' ? 'text/csv' : 'application/json'}' -H 'idempotency-key: ${id}-${withKeyOf ?? number}' \\
  --data-binary @-`;
}

function expected({ status, problem, isReplayed, disposition, reasonCode, routedTo, asks, warnings, faults, lines }: Expected): Html {
  const explained = (value: string) => link(`/docs/receipt#${value}`, code(value));
  const several = (values: readonly string[]) => values.map((value, index) => html`${index > 0 ? ', ' : ''}${code(value)}`);
  const rows: [string, Html | undefined | false][] = [
    ['status', html`${status}${problem !== undefined && html`, ${link(`/docs/errors/${problem}`, code(problem))}`}`],
    ['Idempotency-Replayed', isReplayed && html`${code('true')}, and the rest as before`],
    ['disposition', disposition && explained(disposition)],
    ['reasonCode', reasonCode !== undefined && explained(reasonCode)],
    ['routedTo', routedTo && (routedTo.length === 0 ? html`nobody` : html`${several(routedTo)}`)],
    ['ask', asks !== undefined && html`${asks ? 'what to ask, and where the answer belongs' : 'nothing'}`],
    ['warnings', warnings && warnings.length > 0 && html`${several(warnings)}`],
    ['faults, at', faults && html`${several(faults)}`],
    ['each line', lines && html`${several(lines)}`],
  ];
  return table(
    'The reply',
    ['Part', 'Value'],
    rows.flatMap(([part, value]) => (value ? [[part, value]] : [])),
  );
}

function seenBy({ as, user, people: count, kinds, related }: Seen): Html {
  const shown = count === 0 ? 'nobody' : count === 1 ? 'one person' : `${count} people`;
  return html`<p>${code(as)}${user !== undefined && html` for ${code(user)}`} then sees ${shown}${kinds && html`, and of them ${kinds.join(', ')}`}${related !== undefined && html`; \`related\` names ${related === 1 ? 'one other case' : `${related} other cases`}`}.</p>`;
}
