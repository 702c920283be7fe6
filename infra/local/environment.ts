import * as z from 'zod';

/**
 * The environment of the local hub, read in this one place. Importing this module also keeps the AWS SDK
 * from printing its notice about Node.js 20: import it before a client is made.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Where a hub’s data are unless HUB_DATA says otherwise. */
export const defaultDataDir = '.hub';

const Variables = z.object({
  PORT: z
    .string()
    .default('3000')
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
      'a TCP port: a whole number from 0 to 65535, where 0 takes any free one',
    )
    .transform(Number),
  HUB_DATA: z.string().min(1, 'a folder for the hub’s data').default(defaultDataDir),
  AWS_ENDPOINT_URL_DYNAMODB: z
    .url({ protocol: /^https?$/, error: 'the address of a DynamoDB endpoint, as http://127.0.0.1:8000' })
    .optional(),
});

/** What the local hub may be told: where to listen, where to keep its data, and whose DynamoDB to use. */
export interface Environment {
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** A DynamoDB endpoint to use in place of the embedded engine. It must take any credentials, as DynamoDB Local does. */
  readonly endpoint: string | undefined;
}

/** Reads and checks the environment. Throws {@link BadEnvironment}, with a sentence for each bad value. An empty value counts as none. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.keys(Variables.shape).map((name) => [name, variables[name] || undefined]));
  const read = Variables.safeParse(given);
  if (!read.success)
    throw new BadEnvironment(read.error.issues.map(({ path, message }) => `${path.join('.')} should be ${message}.`).join('\n'));
  const { PORT, HUB_DATA, AWS_ENDPOINT_URL_DYNAMODB } = read.data;
  return { port: PORT, dataDir: HUB_DATA, endpoint: AWS_ENDPOINT_URL_DYNAMODB };
}

/** A setting that cannot be used; the message is for the person who set it. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}
