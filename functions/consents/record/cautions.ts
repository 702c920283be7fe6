import type { ConsentStatement } from '../../../contracts/consent.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import { TeamKind } from '../../../contracts/vocabulary.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';

/**
 * What whoever records an answer should know of it though it was taken: a recipient that is nobody’s name permits nothing,
 * and a yes that does not say how, when and by whom it was taken down is hard to stand on later.
 */
export function cautionsOf(statement: ConsentStatement, { organisations, places }: Partnership): Warning[] {
  const isName = (name: string) => organisations.has(name) || places.teams.has(name) || TeamKind.safeParse(name).success;
  const named = [
    ...statement.recipients.map((name, index) => ({ name, pointer: `/recipients/${index}` })),
    ...statement.exceptions.flatMap(({ recipients = [] }, at) =>
      recipients.map((name, index) => ({ name, pointer: `/exceptions/${at}/recipients/${index}` })),
    ),
  ];
  const unknown = named
    .filter(({ name }) => !isName(name))
    .map(({ pointer }) => ({
      pointer,
      code: 'recipient-unknown',
      detail: `names no organisation, team or kind of team there is, so it reaches nobody. The kinds of team are ${TeamKind.options.join(', ')}.`,
    }));
  const lacking = (['method', 'givenOn', 'recordedBy'] as const).filter((name) => statement[name] === undefined);
  const incomplete =
    statement.answer === 'given' && lacking.length > 0
      ? [{ pointer: '', code: 'consent-incomplete', detail: `was recorded without ${lacking.join(', ')}: say it while it is remembered.` }]
      : [];
  return [...unknown, ...incomplete];
}
