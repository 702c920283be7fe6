import { RecipientName } from '../../contracts/consent.ts';
import type { Warning } from '../../contracts/replies/parts.ts';
import { TeamKind } from '../../contracts/vocabulary.ts';
import type { Partnership } from '../../policies/partnership/index.ts';
import { step } from '../edge/body.ts';

/** Whether a name is that of anybody a consent may name. */
export type IsRecipient = (name: string) => boolean;

/** A recipient is an organisation of the partnership, a team of it or a kind of team. */
export const recipientsOf =
  ({ organisations, places }: Partnership): IsRecipient =>
  (name) =>
    organisations.has(name) || places.teams.has(name) || TeamKind.safeParse(name).success;

/** The most that is told at once. */
const most = 100;

/**
 * The recipients in a consent that are nobody’s name, as warnings, which with `strict` are faults. Looks at them whether or
 * not the rest of the consent is right; what is no identifier at all is its contract’s to tell.
 */
export function strangersIn(consent: unknown, isRecipient: IsRecipient, at = ''): Warning[] {
  const named = (scope: unknown, pointer: string) =>
    listIn(scope, 'recipients').flatMap((name, index) =>
      RecipientName.safeParse(name).success && !isRecipient(String(name)) ? [stranger(`${pointer}/recipients/${index}`)] : [],
    );
  const apart = listIn(consent, 'exceptions').flatMap((exception, index) => named(exception, `${at}/exceptions/${index}`));
  return [...named(consent, at), ...apart].slice(0, most);
}

/** The same of every consent in a message: each source has them as `consent`, wherever it tells of a person. */
export function strangersInMessage(message: unknown, isRecipient: IsRecipient): Warning[] {
  const found: Warning[] = [];
  lookWithin(message, [], (consent, path) =>
    found.push(...strangersIn(consent, isRecipient, path.map((name) => `/${step(name)}`).join(''))),
  );
  return found.slice(0, most);
}

function lookWithin(value: unknown, path: (string | number)[], tell: (consent: unknown, path: readonly (string | number)[]) => void): void {
  if (value === null || typeof value !== 'object') return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    path.push(isList ? Number(name) : name);
    if (name === 'consent') tell(member, path);
    else lookWithin(member, path, tell);
    path.pop();
  }
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list: unknown = value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return Array.isArray(list) ? list : [];
}

const stranger = (pointer: string): Warning => ({
  pointer,
  code: 'recipient-unknown',
  detail: `names no organisation, team or kind of team there is, so it reaches nobody. The kinds of team are ${TeamKind.options.join(', ')}.`,
});
