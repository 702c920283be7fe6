import type { Row, ViewStore } from '../store/ports.ts';

const pageSize = 100;

/**
 * Does something for each row of a partition that sorts before `until`, a page at a time; gives how many it was done
 * for. A row whose work fails keeps none of the others from theirs: the first failure is thrown when all have been tried.
 * A view lags behind the commits, so the work reads the case itself before it believes a row.
 */
export async function sweep(
  views: Pick<ViewStore, 'query'>,
  { partition, until }: { readonly partition: string; readonly until: string },
  work: (row: Row) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  const failures: unknown[] = [];
  for await (const row of rowsBefore(views, partition, until)) {
    try {
      if (await work(row)) done += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}

async function* rowsBefore(views: Pick<ViewStore, 'query'>, partition: string, until: string): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    const page = await views.query(partition, { limit: pageSize, after });
    for (const row of page.rows) {
      if (row.sk >= until) return;
      yield row;
    }
    after = page.next;
  } while (after !== undefined);
}
