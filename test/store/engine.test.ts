import { afterAll, beforeAll, describe } from 'vitest';
import { engineViews } from '../../infra/local/engine-views.ts';
import { tables } from '../../infra/local/tables.ts';
import { anEngine } from './engine.ts';
import { commitStoreSuite } from './suite.ts';
import { viewStoreSuite } from './views-suite.ts';

describe('on the real engine', () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  beforeAll(async () => {
    engine = await anEngine();
  });
  afterAll(() => engine.stop());

  describe('the commit store', () => commitStoreSuite(() => engine.store));
  describe('the views', () => viewStoreSuite(() => engine.views));
  describe('the views as one machine writes them', () => viewStoreSuite(() => engineViews({ client: engine.client, table: tables.views })));
});
