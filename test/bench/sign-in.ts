import { demonstrationClients } from '../../infra/demonstration.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';

/** A bearer token of a demonstration client for its first user; good for ten minutes. */
export async function signIn({ url, dataDir }: { readonly url: string; readonly dataDir: string }, client: string): Promise<string> {
  const key = await demonstrationKey(dataDir, client);
  if (!key) throw new Error(`${client} has no key`);
  return tokenFrom(url, client, key, demonstrationClients.find(({ id }) => id === client)?.users[0]);
}
