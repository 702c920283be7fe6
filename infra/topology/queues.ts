import { recipientKinds, type StartedBy } from './spec.ts';

/** What a delivery to someone’s queue starts. */
export const queues = {
  deliver: {
    entry: 'functions/delivery/deliver/handler.ts',
    trigger: { kind: 'queues', recipients: recipientKinds, batch: 10 },
    touches: ['events:read', 'events:append'],
    timeoutSeconds: 30,
    memoryMb: 256,
    alarm: { meaning: 'Cases are on the bus but not in a team’s mailbox. That team does not hear of new cases.' },
  },
} as const satisfies StartedBy<'queues'>;
