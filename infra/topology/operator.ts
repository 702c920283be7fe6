import type { StartedBy } from './spec.ts';

/** What an operator starts. */
export const operated = {
  register: {
    entry: 'functions/partners/register/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:append'],
    registers: ['partnership'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'An operator could not register a client or put an agreement in force. What was there before stands.' },
  },
  replay: {
    entry: 'functions/delivery/replay/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:scan', 'bus:publish'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'After an outage, what teams should have heard of is still not in their mailboxes. Start it again.' },
  },
  forget: {
    entry: 'functions/cases/forget/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:scan', 'keys:destroy'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'After a restore, content that was destroyed can be read again. Start it again before anyone reads a case.' },
  },
  rebuild: {
    entry: 'functions/views/rebuild/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:scan', 'views:read', 'views:write', 'views:scan'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'A rebuild of the worklists failed. Some may still be as they were. Start it again.' },
  },
} as const satisfies StartedBy<'operator'>;
