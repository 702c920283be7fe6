import { type EdgeParts, edge } from '../../edge/edge.ts';
import { acknowledge, type MailboxParts, readMailbox } from './mailbox.ts';

/** The mailbox of a team, or of an organisation that refers. */
export const create = (parts: EdgeParts & MailboxParts) =>
  edge(parts, {
    'GET /v1/events': { scope: 'events:read', work: readMailbox(parts) },
    'POST /v1/events/acknowledgement': { scope: 'events:read', work: acknowledge(parts) },
  });
