import { type Access, type RouteKey, routes } from '../../contracts/routes.ts';
import type { Route } from './edge.ts';

/** Who may use a route, as contracts say it. */
export function accessOf(key: RouteKey): Pick<Route, 'scope' | 'user' | 'open' | 'fhir'> {
  const { scope, user, open, fhir }: Access = routes[key];
  return { scope, user, open, fhir };
}

/** Routes by what each does; who may use them is said in contracts. */
export const served = (works: Readonly<Partial<Record<RouteKey, Route['work']>>>): Record<string, Route> =>
  Object.fromEntries(Object.entries(works).map(([key, work]) => [key, { ...accessOf(key as RouteKey), work }]));
