import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Envelope } from '../../../contracts/events.ts';
import { groupsOf, untilTaken } from '../../../functions/store/batches.ts';
import type { Bus } from '../../../functions/store/ports.ts';
import { reachable } from '../../../functions/store/reachable.ts';
import { eventSource } from '../../rules.ts';
import type { Environment } from '../environment.ts';
import { clientSettings } from './client.ts';

/** EventBridge takes no more in one call. */
const entriesPerCall = 10;

/** An event bus on EventBridge. A call that succeeds may still have refused some entries: those are sent again, then it throws. */
export function eventBridge({ client, bus }: { readonly client: EventBridgeClient; readonly bus: string }): Bus {
  async function send(envelopes: readonly Envelope[]): Promise<readonly Envelope[]> {
    const { Entries } = await client.send(new PutEventsCommand({ Entries: envelopes.map(entryOf) }));
    return envelopes.filter((_, index) => !Entries?.[index]?.EventId);
  }

  const entryOf = (envelope: Envelope): PutEventsRequestEntry => ({
    EventBusName: bus,
    Source: eventSource,
    DetailType: envelope.type,
    Time: new Date(envelope.at),
    Detail: JSON.stringify(envelope),
  });

  return {
    publish: (envelopes) =>
      reachable(async () => {
        for (const group of groupsOf(envelopes, entriesPerCall)) await untilTaken('bus', group, send);
      }),
  };
}

/** The hub’s own bus. */
export const bus = ({ BUS }: Environment<'BUS'>): Bus => eventBridge({ client: new EventBridgeClient(clientSettings), bus: BUS });
