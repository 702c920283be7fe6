import * as z from 'zod';
import type { AgreementInput } from '../../../contracts/agreement.ts';
import { problemOf } from '../../../contracts/problem.ts';
import { activate } from '../../agreements/change.ts';
import { refuse } from '../../edge/result.ts';
import type { Runtime } from '../../runtime.ts';
import type { Actor } from '../../store/commit.ts';
import { registerClient } from '../client.ts';
import { unknownScopes } from '../scopes.ts';

const Sent = z.object({ clients: z.array(z.unknown()).max(100).default([]), agreements: z.array(z.unknown()).max(100).default([]) });
const actor: Actor = { client: 'operator', organisation: 'council' };

function scopesOf(client: unknown): readonly unknown[] {
  const { scopes } = Object(client) as { scopes?: unknown };
  return Array.isArray(scopes) ? scopes : [];
}

/**
 * Started by an operator with `{clients: […], agreements: […]}`: registers each client and puts each agreement in
 * force, and says of each what became of it. How a hub that was just deployed comes by its first client. Who may
 * start it is for IAM to say.
 */
export const create =
  (parts: Pick<Runtime, 'config' | 'store' | 'clock' | 'partnership'>) =>
  async (sent?: unknown): Promise<object[]> => {
    const { clients, agreements } = Sent.parse(sent ?? {});
    const results: object[] = [];
    for (const client of clients) {
      const faults = unknownScopes(scopesOf(client));
      const registered = faults.length > 0 ? refuse('schema-faults', faults) : await registerClient(client, actor, parts);
      results.push(
        registered.ok ? { client: registered.value.id, status: 'registered' } : problemOf(registered.refusal, parts.config.issuer),
      );
    }
    for (const agreement of agreements) {
      const activated = await activate(parts, agreement as AgreementInput, actor);
      results.push(
        activated.ok
          ? { agreement: activated.value.id, status: activated.value.status }
          : problemOf(activated.refusal, parts.config.issuer),
      );
    }
    return results;
  };
