/** A path that cannot be decoded. */
export const malformed = Symbol('malformed');

export interface Match<T> {
  readonly target: T;
  /** As in the topology: `GET /v1/cases/{id}`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** What a method and a path come to: a match, the methods the path does take, or nothing known at that path. */
export type Found<T> = { readonly match: Match<T> } | { readonly allow: readonly string[] } | typeof malformed | undefined;

interface Route<T> {
  readonly method: string;
  readonly segments: readonly string[];
  readonly routeKey: string;
  readonly target: T;
}

/**
 * A table of routes such as `GET /v1/cases/{id}`. A path is taken apart before it is decoded, so that an encoded slash
 * stays in its segment; a segment said literally comes before a parameter; no parameter is empty. `HEAD` goes where
 * `GET` does.
 */
export function routeTable<T>(routes: readonly (readonly [routeKey: string, target: T])[]): (method: string, path: string) => Found<T> {
  const table: Route<T>[] = routes.map(([routeKey, target]) => {
    const [method = '', path = ''] = routeKey.split(' ');
    return { method, segments: path.split('/'), routeKey, target };
  });
  const literals = ({ segments }: Route<T>) => segments.map((segment) => (isParameter(segment) ? '1' : '0')).join('');
  table.sort((a, b) => literals(a).localeCompare(literals(b)));

  return (method, path) => {
    const segments = decode(path);
    if (!segments) return malformed;
    const here = table.filter((route) => fits(route.segments, segments));
    if (here.length === 0) return undefined;
    const wanted = method === 'HEAD' ? 'GET' : method;
    const route = here.find((each) => each.method === wanted);
    if (!route) return { allow: [...new Set(here.flatMap((each) => (each.method === 'GET' ? ['GET', 'HEAD'] : [each.method])))] };
    return { match: { target: route.target, routeKey: route.routeKey, pathParameters: parameters(route.segments, segments) } };
  };
}

function decode(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

const isParameter = (segment: string): boolean => segment.startsWith('{');

const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  pattern.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]));

const parameters = (pattern: readonly string[], segments: readonly string[]): Record<string, string> =>
  Object.fromEntries(pattern.flatMap((part, index) => (isParameter(part) ? [[part.slice(1, -1), segments[index] ?? '']] : [])));
