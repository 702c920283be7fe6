import type { Fault } from '../../contracts/problem.ts';
import { routes } from '../../contracts/routes.ts';
import { sources } from '../../contracts/sources/index.ts';

const asked = Object.values(routes).flatMap((access) => ('scope' in access ? [access.scope] : []));
const sending = Object.keys(sources).map((source) => `send:${source}`);

/** Every scope that some route asks for, in alphabetical order. */
const scopes: readonly string[] = [...new Set([...asked.filter((scope) => !scope.includes('{')), ...sending])].sort();

/** A fault for each of these that no route asks for, naming those that there are. */
export function unknownScopes(wanted: readonly unknown[]): readonly Fault[] {
  return wanted.flatMap((scope, index) =>
    scopes.includes(String(scope))
      ? []
      : [{ pointer: `/scopes/${index}`, code: 'unknown-scope', detail: `must be one of ${scopes.join(', ')}` }],
  );
}
