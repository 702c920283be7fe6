import { answers, consents, endings } from './afterwards.ts';
import { type Ask, type Exchange, oneOfEach, read, type Taken, type Target } from './exchange.ts';
import { type Message, messages } from './messages.ts';
import { odd } from './odd.ts';
import { marker, namePrefix, prefix } from './plant.ts';

/** The client that sends for a source: a concern of the community is written down by a team. */
const senderOf = (source: string): string => (source === 'community' ? 'ward-team' : source);

/** Sends markers in every place a client can put them, reads everything there is to read, and gives every reply. */
export async function walk({ send, settle, look, isThorough, routes }: Target): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const hidden = new RegExp(`(${prefix}|${namePrefix})\\w*`, 'g');
  const ask: Ask = async (method, path, asked = {}, shows = false) => {
    const answer = await send(method, path, asked);
    exchanges.push({ name: `${method} ${path.replaceAll(hidden, '…')} by ${asked.as}`, answer, shows, reader: asked.as });
    return answer;
  };

  const all: Taken[] = [];
  for (const message of messages()) all.push(...(await sent(message, isThorough, ask)));
  await odd(ask, routes);
  await settle();
  const taken = isThorough ? all : oneOfEach(all);
  await lists(taken, ask);
  for (const each of taken) {
    await ask('GET', `/v1/referrals/${each.id}`, { as: each.as });
    for (const team of each.teams) await read(each.id, team, ask);
  }
  await consents(isThorough ? oneOfEach(all) : [...new Map(all.map((each) => [each.source, each])).values()], ask);
  await answers(taken, ask);
  await settle();
  await lists(taken, ask);
  await look?.(exchanges);
  await endings(taken, ask);
  await settle();
  await lists(taken, ask);
  return exchanges;
}

/** Sends a message, and perhaps again as a repeat and as another under its key; gives what was taken. */
async function sent({ source, text, path, query = '', headers = {}, team }: Message, again: boolean, ask: Ask): Promise<Taken[]> {
  const as = senderOf(source);
  const more = { 'user-agent': marker('headers'), 'x-correlation-id': marker('headers'), ...headers };
  const asked = { as, text, key: marker('headers'), headers: more };
  const { status, body } = await ask('POST', `${path ?? `/v1/referrals/${source}`}${query}`, asked);
  if (status !== 200 && status !== 201) return [];
  for (const repeat of again ? [text, `${text} `] : []) await ask('POST', path ?? `/v1/referrals/${source}`, { ...asked, text: repeat });
  if (source === 'street-scene' && status === 200)
    return body.items.flatMap((item: { status: string; referralId: string }) =>
      item.status === 'taken' ? [{ source, as, id: item.referralId, teams: team ? [team] : [] }] : [],
    );
  const id: string = body.referralId ?? body.id;
  const teams = body.routedTo?.map((each: { team: string }) => each.team) ?? (team ? [team] : []);
  return [{ source, as, id, teams }];
}

/** Everyone’s worklist, mailbox and list of what was sent. */
async function lists(taken: readonly Taken[], ask: Ask): Promise<void> {
  for (const team of new Set(taken.flatMap(({ teams }) => teams))) {
    for (const query of ['', '?status=closed', '?status=declined']) await ask('GET', `/v1/cases${query}`, { as: team });
    await ask('GET', '/v1/cases?with=summary', { as: team }, true);
    await ask('GET', '/v1/events', { as: team });
  }
  for (const as of new Set(taken.map((each) => each.as))) {
    await ask('GET', '/v1/events?after=0&limit=100', { as });
    await ask('GET', '/v1/referrals?limit=100', { as });
  }
}
