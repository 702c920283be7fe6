import { streams } from '../../functions/store/streams.ts';
import type { StartedBy } from './spec.ts';

/** What a commit starts, by the change stream of the events table. */
export const changes = {
  publish: {
    entry: 'functions/delivery/publish/handler.ts',
    trigger: { kind: 'changes', streams: streams.case(''), batch: 100 },
    touches: ['bus:publish'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'Cases are committed but not reaching the bus. Teams do not hear of new cases.' },
  },
  project: {
    entry: 'functions/views/project/handler.ts',
    trigger: { kind: 'changes', streams: streams.case(''), batch: 100 },
    touches: ['events:read', 'views:read', 'views:write'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'Worklists are out of date. Teams may not see someone who is waiting.' },
  },
} as const satisfies StartedBy<'changes'>;
