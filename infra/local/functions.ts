import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  DynamoDBBatchResponse,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import * as disclose from '../../functions/cases/disclose/handler.ts';
import * as expire from '../../functions/cases/expire/handler.ts';
import * as forget from '../../functions/cases/forget/handler.ts';
import * as respond from '../../functions/cases/respond/handler.ts';
import * as review from '../../functions/cases/review/handler.ts';
import * as watch from '../../functions/cases/watch/handler.ts';
import * as worklist from '../../functions/cases/worklist/handler.ts';
import * as readConsent from '../../functions/consents/read/handler.ts';
import * as recordConsent from '../../functions/consents/record/handler.ts';
import * as withdraw from '../../functions/consents/withdraw/handler.ts';
import * as deliver from '../../functions/delivery/deliver/handler.ts';
import * as mailbox from '../../functions/delivery/mailbox/handler.ts';
import * as publish from '../../functions/delivery/publish/handler.ts';
import * as replay from '../../functions/delivery/replay/handler.ts';
import * as docs from '../../functions/docs/handler.ts';
import * as health from '../../functions/health/handler.ts';
import * as token from '../../functions/partners/handler.ts';
import * as register from '../../functions/partners/register/handler.ts';
import * as cancel from '../../functions/referrals/cancel/handler.ts';
import * as receive from '../../functions/referrals/receive/handler.ts';
import * as track from '../../functions/referrals/track/handler.ts';
import type { Runtime } from '../../functions/runtime.ts';
import * as project from '../../functions/views/project/handler.ts';
import * as rebuild from '../../functions/views/rebuild/handler.ts';
import type { FunctionName, Trigger, topology } from '../topology.ts';
import type { Handler } from './invoke.ts';

type Kind = Trigger['kind'];

/** The functions that a kind of trigger starts. */
export type NamesOf<K extends Kind> = { [N in FunctionName]: (typeof topology)[N]['trigger']['kind'] extends K ? N : never }[FunctionName];

/** What Lambda calls, for each kind of trigger. */
export interface Handlers {
  readonly http: Handler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;
  readonly changes: Handler<DynamoDBStreamEvent, DynamoDBBatchResponse>;
  readonly queues: Handler<SQSEvent, SQSBatchResponse>;
  readonly schedule: () => Promise<unknown>;
  readonly operator: (sent?: unknown) => Promise<unknown>;
}

/** How each function of the topology is made, by what starts it: all of them, each once. */
export type Functions = { readonly [K in Kind]: { readonly [N in NamesOf<K>]: (runtime: Runtime) => Handlers[K] } };

/** The functions of the topology, imported: on AWS each is a bundle of its own, here they share a process. */
export const functions = {
  http: {
    health: health.create,
    docs: docs.create,
    token: token.create,
    receive: receive.create,
    track: track.create,
    cancel: cancel.create,
    worklist: worklist.create,
    disclose: disclose.create,
    respond: respond.create,
    review: review.create,
    mailbox: mailbox.create,
    recordConsent: recordConsent.create,
    readConsent: readConsent.create,
    withdraw: withdraw.create,
  },
  changes: { publish: publish.create, project: project.create },
  queues: { deliver: deliver.create },
  schedule: { expire: expire.create, watch: watch.create },
  operator: { register: register.create, forget: forget.create, replay: replay.create, rebuild: rebuild.create },
} satisfies Functions;

/** The names in a group of {@link Functions}. */
export const namesOf = <N extends FunctionName>(group: { readonly [name in N]: unknown }): N[] => Object.keys(group) as N[];
