import * as z from 'zod';

const name = z.string().min(1);
const keyArn = z.string().regex(/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'the ARN of a KMS key');

/** Everything a function on AWS may be told through its environment. The stacks set what its ports need, and no more. */
const settings = {
  /** The hub’s own address, without a slash at the end. */
  ISSUER: z.string().regex(/^https:\/\/[^/\s]+$/, 'https:// and a host, with nothing after it'),
  EVENTS_TABLE: name,
  VIEWS_TABLE: name,
  KEYS_TABLE: name,
  WRAPPING_KEY: keyArn,
  OBJECTS_BUCKET: name,
  BUS: name,
  TOKEN_KEY: keyArn,
} as const satisfies Record<string, z.ZodType<string>>;

export type Setting = keyof typeof settings;
export type Environment<S extends Setting> = Readonly<Record<S, string>>;

/**
 * Reads the settings named, and refuses to start without them: every missing or malformed one is listed, by
 * name and never by value. Does not check that what they name exists.
 */
export function environment<const S extends Setting>(
  names: readonly S[],
  from: Readonly<Record<string, string | undefined>> = process.env,
): Environment<S> {
  const faults: string[] = [];
  const read = names.map((each) => {
    const parsed = settings[each].safeParse(from[each]);
    if (!parsed.success) faults.push(`${each}: ${parsed.error.issues.map(({ message }) => message).join(', ')}`);
    return [each, parsed.data];
  });
  if (faults.length > 0) throw new Error(`the environment is not fit to start with: ${faults.join('; ')}`);
  return Object.fromEntries(read) as Environment<S>;
}

/** What Lambda itself tells a function: its region, and an address to call in place of a service’s own. */
export interface Platform {
  readonly region: string;
  endpointOf(service: string): string | undefined;
}

/** Read at each call, as the SDK reads credentials. */
export const platform = (from: Readonly<Record<string, string | undefined>> = process.env): Platform => ({
  region: from['AWS_REGION'] ?? '',
  endpointOf: (service) => from[`AWS_ENDPOINT_URL_${service.toUpperCase()}`],
});

/** What Lambda says of the trace of this invocation, where it keeps one. */
export interface TraceEnvironment {
  /** `Root=…;Parent=…;Sampled=1` */
  readonly header: string | undefined;
  /** Host and port that take parts of traces. */
  readonly daemon: string | undefined;
}

/** Read at each invocation, for each has a trace of its own. */
export const environmentOfTrace = (from: Readonly<Record<string, string | undefined>> = process.env): TraceEnvironment => ({
  header: from['_X_AMZN_TRACE_ID'],
  daemon: from['AWS_XRAY_DAEMON_ADDRESS'],
});
