import { type EdgeParts, edge } from '../../edge/edge.ts';
import { served } from '../../edge/served.ts';
import { acknowledge, type MailboxParts, readMailbox } from './mailbox.ts';

/** The mailbox of a team, or of an organisation that refers. */
export const create = (parts: EdgeParts & MailboxParts) =>
  edge(parts, served({ 'GET /v1/events': readMailbox(parts), 'POST /v1/events/acknowledgement': acknowledge(parts) }));
