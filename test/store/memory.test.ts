import { describe } from 'vitest';
import { memoryViews } from '../support/memory-ports.ts';
import { memoryStore } from '../support/memory-store.ts';
import { commitStoreSuite } from './suite.ts';
import { viewStoreSuite } from './views-suite.ts';

describe('the commit store in memory', () => {
  const store = memoryStore();
  commitStoreSuite(() => store);
});

describe('the views in memory', () => {
  const views = memoryViews();
  viewStoreSuite(() => views);
});
