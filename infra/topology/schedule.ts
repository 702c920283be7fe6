import type { StartedBy } from './spec.ts';

/** What the clock starts. */
export const scheduled = {
  expire: {
    entry: 'functions/cases/expire/handler.ts',
    trigger: { kind: 'schedule', minutes: 24 * 60 },
    touches: ['events:read', 'events:append', 'views:read', 'keys:destroy'],
    timeoutSeconds: 900,
    memoryMb: 256,
    alarm: { meaning: 'What people never agreed to share is being kept longer than they were told. Run it again by hand.' },
  },
  watch: {
    entry: 'functions/cases/watch/handler.ts',
    trigger: { kind: 'schedule', minutes: 5 },
    touches: ['events:read', 'events:append', 'views:read'],
    timeoutSeconds: 240,
    memoryMb: 256,
    alarm: { meaning: 'A safeguarding concern that nobody takes on would wait unnoticed. Ask the safeguarding teams what waits.' },
    rings: [
      {
        code: 'safeguarding-overdue',
        meaning: 'A safeguarding concern has waited for an hour and nobody has taken it on. Ring the team that holds the duty.',
      },
    ],
  },
} as const satisfies StartedBy<'schedule'>;
