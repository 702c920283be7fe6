import type { App } from 'aws-cdk-lib';
import * as z from 'zod';

const keyed = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[\\w-]*:${service}:eu-west-2:\\d{12}:.+$`), `the ARN of it, in eu-west-2`);

/** What whoever deploys may set, each by `-c name=value` or as text in the context of `cdk.json`. None is needed. */
export const Settings = z.strictObject({
  /** The name the hub answers to, instead of the gateway’s own; tokens are issued in it. */
  domain: z
    .string()
    .regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, 'a host name, without https://')
    .optional(),
  /** Its certificate in ACM, in the same region. Goes with `domain`. */
  certificate: keyed('acm').optional(),
  /** What a month may cost, in US dollars, before the alarm topic is told. */
  budget: z.coerce.number().positive().optional(),
  /** Where the runbook is read: alarms name a section of it. */
  runbook: z.string().min(1).default('infra/runbook.md'),
  /** Answers nobody and starts nothing by the clock, while what is kept is being restored; what an operator starts runs. */
  closed: z.stringbool().default(false),
  /** Tables to run on in place of the stack’s own, after a restore: see `infra/deploy.md`. */
  eventsTable: keyed('dynamodb').optional(),
  eventsStream: keyed('dynamodb').optional(),
  keysTable: keyed('dynamodb').optional(),
});

export type Settings = z.output<typeof Settings>;

/** Reads the settings from the app’s context. Throws, naming each that is wrong, and one that lacks its pair. */
export function settingsOf(app: App): Settings {
  const given = Object.keys(Settings.shape).map((name) => [name, app.node.tryGetContext(name)]);
  const parsed = Settings.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`the settings are not fit to deploy with: ${faults.join('; ')}`);
  }
  const { domain, certificate, eventsTable, eventsStream } = parsed.data;
  if (!domain !== !certificate) throw new Error('domain and certificate go together');
  if (!eventsTable !== !eventsStream) throw new Error('eventsTable and eventsStream go together: the stream of that table');
  return parsed.data;
}
