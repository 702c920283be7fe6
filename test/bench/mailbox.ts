import { dynamoStore } from '../../functions/store/dynamodb.ts';
import { streams } from '../../functions/store/streams.ts';
import { dynamoClient, tables } from '../../infra/local/tables.ts';

/** A point of a curve: how many there were, when (`performance.now()`). */
export interface Point {
  readonly at: number;
  readonly count: number;
}

/** A mailbox as it is in the store, looked at from another process. */
export function mailboxAt(engine: string, name: string) {
  const client = dynamoClient(engine);
  const store = dynamoStore({ client, table: tables.events });
  const stream = streams.mailbox(name);
  const length = async () => (await store.last(stream))?.seq ?? 0;
  return {
    length,
    /** Looks every so many milliseconds how long it is, until told to stop. */
    watch(everyMs: number): { readonly stop: () => Promise<readonly Point[]> } {
      let isOver = false;
      const watching = (async () => {
        const points: Point[] = [];
        while (!isOver) {
          points.push({ count: await length(), at: performance.now() });
          await new Promise((resolve) => setTimeout(resolve, everyMs));
        }
        return points;
      })();
      return {
        stop: () => {
          isOver = true;
          return watching;
        },
      };
    },
    /** When each thing in it that came after `after` was committed, in milliseconds since 1970, in their order. */
    async committed(after: number): Promise<number[]> {
      const entries = await store.read(stream, { after });
      return entries.flatMap(({ events }) => events.flatMap((event) => (event.type === 'Delivered@1' ? [Date.parse(event.data.at)] : [])));
    },
    close: () => client.destroy(),
  };
}
