import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problems } from '../../contracts/problem.ts';
import { fate, type Plan } from '../faults/faults.ts';
import { faultyPorts } from '../faults/faulty-ports.ts';
import { placeOf, traces } from '../markers/search.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, type Call, type World } from '../support/world.ts';

const file = (name: string) => readFileSync(new URL(`../../contracts/sources/street-scene/examples/${name}.csv`, import.meta.url), 'utf8');
const send = (hub: World, text: string, call: Call = {}, query = '') =>
  hub.post(`/v1/referrals/street-scene${query}`, {
    as: 'street-scene',
    text,
    ...call,
    headers: { 'content-type': 'text/csv', ...call.headers },
  });
const told = ({ body }: Answer): string[] =>
  body.items.map(({ line, status, reasonCode }: { line: number; status: string; reasonCode?: string }) =>
    [line, status, ...(status === 'dropped' ? [reasonCode] : [])].join(' '),
  );
const casesOf = (hub: World) => hub.store.all().filter(({ stream }) => stream.startsWith('case#'));

const headers = 'Job No,Job Type,Reported By,Customer Name,Address,Post Code,Tel,Notes';
const job = (ref: string, over: Partial<Record<'type' | 'by' | 'name' | 'address' | 'postcode' | 'tel' | 'notes', string>> = {}) => {
  const {
    type = 'Bulky waste quote',
    by = 'Self',
    name = 'Jean Orchard',
    address = '2 Mill Lane',
    postcode = 'ZZ1 1AB',
    tel = '',
    notes = '',
  } = over;
  return [ref, type, by, name, address, postcode, tel, notes].join(',');
};
const listOf = (...lines: string[]) => [headers, ...lines].join('\n');

describe('a morning’s jobs list', () => {
  test('becomes a case for each resident’s own request in the ward; of the rest nothing is kept', async () => {
    const hub = await aWorld();
    const answer = await send(hub, file('complete'));
    expect(answer.status).toBe(200);
    expect(told(answer)).toEqual([
      '2 taken',
      '4 dropped complaint',
      '5 dropped enforcement',
      '6 taken',
      '7 dropped not-own-request',
      '8 dropped not-a-visit',
      '9 dropped not-in-area',
    ]);
    expect(answer.body.summary).toEqual({ lines: 7, taken: 2, alreadyTaken: 0, dropped: 5, faulty: 0 });
    expect(answer.body.next).toBeNull();
    expect(casesOf(hub)).toHaveLength(2);
    const [first] = answer.body.items;
    expect(first).toMatchObject({ disposition: 'conversation-needed', reasonCode: 'conversation', reason: expect.any(String) });
    expect((await hub.get(first.links.self, { as: 'street-scene' })).status).toBe(200);
  });

  test('is committed as having come, before any of it is taken, with nothing that it says', async () => {
    const hub = await aWorld();
    await send(hub, file('complete'));
    const lists = hub.store.all().filter(({ stream }) => stream.startsWith('import#'));
    expect(lists.map(({ events, parts, actor }) => ({ events, parts, by: actor.user?.id }))).toEqual([
      {
        events: [
          { type: 'JobsListReceived@1', data: { source: 'street-scene', lines: 7, originalHash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        ],
        parts: [],
        by: 'kim-doyle',
      },
    ]);
  });

  test('reaches for a job the same decision as the same job in JSON', async () => {
    const hub = await aWorld();
    const list = await send(hub, file('complete'));
    const { status, body } = await hub.post('/v1/referrals/street-scene', {
      as: 'street-scene',
      body: example('street-scene', 'complete'),
    });
    expect(status).toBe(201);
    const { disposition, reason, reasonCode } = list.body.items[0];
    expect(body).toMatchObject({ disposition, reason, reasonCode });
  });

  test('may be empty, or come from a spreadsheet in Windows-1252', async () => {
    const hub = await aWorld();
    expect((await send(hub, headers)).body).toMatchObject({ items: [], summary: { lines: 0 } });
    const bytes = readFileSync(new URL('../../contracts/sources/street-scene/examples/windows-1252.csv', import.meta.url));
    const answer = await send(hub, bytes.toString('base64'), { isBase64: true });
    expect([answer.status, answer.body.warnings?.map(({ code }: { code: string }) => code)]).toEqual([200, ['read-as-windows-1252']]);
  });
});

describe('the ward team', () => {
  test('sees, its leader alone, whom to call on and what they asked for, and nothing else', async () => {
    const hub = await aWorld();
    const { body } = await send(hub, file('complete'));
    await hub.settle();
    const path = `/v1/cases/${body.items[0].referralId}`;
    const view = await hub.get(path, { as: 'ward-team' });
    expect(view.status).toBe(200);
    const facts = view.body.people.flatMap((person: { facts: { field: string; category: string; value: unknown }[] }) => person.facts);
    expect([...new Set(facts.map(({ category }: { category: string }) => category))].sort()).toEqual(['contact', 'service-request']);
    expect(facts.find(({ field }: { field: string }) => field === 'serviceRequest').value).toEqual({
      type: 'Bulky waste quote',
      reference: 'SS-26-04411',
      requestedOn: '2026-11-18',
    });
    const member = await hub.get(path, { as: 'ward-team', user: 'ward-team-2' });
    expect(JSON.stringify(member.body)).not.toContain('Pickering');
    expect((await hub.get(path, { as: 'first-contact' })).status).toBe(404);
  });
});

describe('tomorrow’s list', () => {
  test('meets the jobs of today’s again, whatever else has changed in them', async () => {
    const hub = await aWorld();
    const today = await send(hub, file('complete'));
    hub.travel('2026-11-21T10:00:00.000Z');
    const tomorrow = await send(hub, file('tomorrow'));
    expect(told(tomorrow)).toEqual(['2 already-taken', '4 taken']);
    expect(tomorrow.body.items[0].referralId).toBe(today.body.items[0].referralId);
    expect(casesOf(hub)).toHaveLength(3);
  });

  test('meets a job without a number by all that it says', async () => {
    const hub = await aWorld();
    expect(told(await send(hub, listOf(job(''), job('', { name: 'Ann Vale' }))))).toEqual(['2 taken', '3 taken']);
    expect(told(await send(hub, listOf(job(''), job('', { name: 'Ann Dale' }))))).toEqual(['2 already-taken', '3 taken']);
  });

  test('is another sender’s own: the same number there is another job', async () => {
    const hub = await aWorld({ scopes: { housing: ['send:street-scene'] } });
    await send(hub, listOf(job('SS-1')));
    expect(told(await send(hub, listOf(job('SS-1')), { as: 'housing' }))[0]).not.toBe('2 already-taken');
  });

  test('a job twice in one list is taken once, by the line further up', async () => {
    const hub = await aWorld();
    const answer = await send(hub, listOf(job('SS-1'), job('ss-1 ', { name: 'Someone Else' }), job('SS-2')));
    expect(told(answer)).toEqual(['2 taken', '3 already-taken', '4 taken']);
  });
});

describe('the same list again', () => {
  test('under the same key answers the same, and says that it is a repeat', async () => {
    const hub = await aWorld();
    const list = listOf(job('SS-1'), job('SS-1'), job('SS-2', { type: 'Noise' }), job('SS-3', { tel: 'none such' }), job('SS-4'));
    const first = await send(hub, list, { key: 'monday' });
    const before = hub.store.all().length;
    const again = await send(hub, list, { key: 'monday' });
    expect(again.body).toEqual(first.body);
    expect([first, again].map((answer) => answer.headers['idempotency-replayed'])).toEqual([undefined, 'true']);
    expect(hub.store.all()).toHaveLength(before);
  });

  test('at the same moment is taken once', async () => {
    const hub = await aWorld();
    const list = listOf(...Array.from({ length: 20 }, (_, index) => job(`SS-${index}`)));
    const [one, other] = await Promise.all([send(hub, list, { key: 'monday' }), send(hub, list, { key: 'monday' })]);
    expect(one.body.items).toEqual(other.body.items);
    expect(casesOf(hub)).toHaveLength(20);
  });

  test('only reads what was taken: nothing is decided anew', async () => {
    const hub = await aWorld();
    const list = listOf(job('SS-1'), job('SS-2'));
    const first = await send(hub, list, { key: 'monday' });
    hub.travel('2026-11-25T10:00:00.000Z');
    expect((await send(hub, list, { key: 'monday' })).body).toEqual(first.body);
  });

  test('under another key finds every job already taken', async () => {
    const hub = await aWorld();
    const list = listOf(job('SS-1'), job('SS-2'));
    await send(hub, list);
    expect(told(await send(hub, list))).toEqual(['2 already-taken', '3 already-taken']);
  });

  test('but another list under the same key is refused', async () => {
    const hub = await aWorld();
    await send(hub, listOf(job('SS-1')), { key: 'monday' });
    const other = await send(hub, listOf(job('SS-2')), { key: 'monday' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(casesOf(hub)).toHaveLength(1);
  });
});

describe('a list that is cut off in the middle', () => {
  const list = listOf(...Array.from({ length: 12 }, (_, index) => job(`SS-${index}`)), job('SS-0'));
  async function prepared() {
    const fates = fate();
    const hub = await aWorld({ wrapPorts: (ports) => faultyPorts(ports, fates, async () => undefined) });
    return { hub, fates };
  }
  test.each<Plan>([
    { place: 'store.append', index: 0, fault: 'throttle' },
    { place: 'store.append', index: 0, fault: 'reply-lost' },
    { place: 'store.append', index: 0, fault: 'crash-after' },
    { place: 'store.append', index: 5, fault: 'throttle' },
    { place: 'store.append', index: 5, fault: 'reply-lost' },
    { place: 'store.append', index: 5, fault: 'crash-before' },
    { place: 'store.append', index: 4, fault: 'crash-after' },
    { place: 'store.append', index: 1, fault: 'conflict', times: 100 },
    { place: 'store.last', index: 0, fault: 'throttle' },
  ])('is finished when it comes again: $place $index $fault', async (plan) => {
    const calm = await prepared();
    const usual = told(await send(calm.hub, list, { key: 'monday' }));
    const { hub, fates } = await prepared();
    fates.arm(plan);
    const first = await send(hub, list, { key: 'monday' });
    expect(fates.hits).toBeGreaterThan(0);
    if (!fates.crashed) expect([first.status, Number(first.headers['retry-after']) > 0]).toEqual([503, true]);
    expect(casesOf(hub).length).toBeLessThan(12);
    fates.disarm();
    fates.started();
    hub.restart();
    expect(told(await send(hub, list, { key: 'monday' }))).toEqual(usual);
    expect(casesOf(hub)).toHaveLength(12);
    expect(told(await send(hub, list, { key: 'monday' }))).toEqual(usual);
  });

  test('has never more than eight of its lines in hand at once', async () => {
    let inHand = 0;
    let most = 0;
    const hub = await aWorld({
      wrapStore: (inner) => ({
        ...inner,
        append: async (commits, rests) => {
          inHand += 1;
          most = Math.max(most, inHand);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inHand -= 1;
          return inner.append(commits, rests);
        },
      }),
    });
    await send(hub, listOf(...Array.from({ length: 30 }, (_, index) => job(`SS-${index}`))));
    expect(most).toBe(8);
  });
});

describe('a list that is refused', () => {
  test.each<[string, string, Call, number, string]>([
    ['in which no line can be read', file('refused'), {}, 422, 'schema-faults'],
    ['without headers', file('no-headers'), {}, 422, 'schema-faults'],
    ['of more than 500 jobs', listOf(...Array.from({ length: 501 }, (_, index) => job(`SS-${index}`))), {}, 422, 'schema-faults'],
    ['with nothing in it', '', {}, 422, 'schema-faults'],
    ['with NUL in it', 'PK\u0003\u0004\u0000', {}, 422, 'schema-faults'],
    ['above 1 MB', 'x'.repeat(1_100_000), {}, 413, 'body-too-large'],
    ['of another charset', listOf(job('1')), { headers: { 'content-type': 'text/csv; charset=ebcdic' } }, 415, 'unsupported-media-type'],
    ['compressed', listOf(job('1')), { headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-media-type'],
    ['of another type', listOf(job('1')), { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['without a key', listOf(job('1')), { headers: { 'idempotency-key': '' } }, 400, 'idempotency-key-missing'],
    ['from someone else', listOf(job('1')), { as: 'fire' }, 403, 'scope-missing'],
  ])('%s', async (_, text, call, status, code) => {
    const hub = await aWorld();
    const before = hub.store.all().length;
    const answer = await send(hub, text, call);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.title).toBe(problems[code as keyof typeof problems].title);
    expect(hub.store.all()).toHaveLength(before);
  });

  test('tells every fault of every line, by its place, and takes the lines that are right', async () => {
    const hub = await aWorld();
    const answer = await send(
      hub,
      `${file('refused')}SS-26-04421,18/11/2026,Bulky waste quote,Service Request,Self,,,Orchard,2 Mill Lane,,,,ZZ1 1AB,,,,,`,
    );
    expect(told(answer)).toEqual(['2 faulty', '3 faulty', '4 taken']);
    expect(answer.body.items[0].faults.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/line/2/requestedOn',
      '/line/2/requester/address/line1',
      '/line/2/requester/address/postcode',
      '/line/2/requester/familyName',
    ]);
  });

  test('but not for a telephone number, an email address or a UPRN that is none: those are dropped, and told with the line', async () => {
    const hub = await aWorld();
    const list = [
      'Job No,Job Type,Reported By,Name,Postcode,UPRN,Tel,Email',
      'SS-1,Bulky waste quote,Self,Jean Orchard,ZZ1 1AB,1.0003E+11,07700 900412 (daughter),jean at post',
      'SS-2,Bulky waste quote,Self,Ann Vale,ZZ1 1AB,,01632 960412,',
    ].join('\n');
    const answer = await send(hub, list, { key: 'monday' });
    expect(told(answer)).toEqual(['2 taken', '3 taken']);
    const [first, second] = answer.body.items;
    expect(first.warnings.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort()).toEqual([
      '/line/2/requester/address/uprn not-usable',
      '/line/2/requester/email not-usable',
      '/line/2/requester/telephone/0 not-usable',
    ]);
    expect([second.warnings, answer.body.warnings]).toEqual([[], []]);
    expect(JSON.stringify(answer.body)).not.toMatch(/1\.0003|daughter|at post|900412/);
    const view = JSON.stringify((await hub.get(`/v1/cases/${first.referralId}`, { as: 'ward-team' })).body);
    expect(view).toContain('07700 900412');
    expect(view).not.toContain('daughter');
    expect((await send(hub, list, { key: 'monday' })).body).toEqual(answer.body);
    const strict = await send(await aWorld(), list, {}, '?strict=true');
    expect([told(strict), strict.body.items[0].faults.length]).toEqual([['2 faulty', '3 taken'], 3]);
  });

  test('with columns that the hub does not read, if strict is asked for', async () => {
    const hub = await aWorld();
    const answer = await send(hub, listOf(job('SS-1')), {}, '?strict=true');
    expect([answer.status, answer.body.faults[0].code]).toEqual([422, 'columns-not-read']);
  });

  test('by a source that takes none', async () => {
    const hub = await aWorld();
    const answer = await hub.post('/v1/referrals/fire', { as: 'fire', text: headers, headers: { 'content-type': 'text/csv' } });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('anything at all', () => {
  test('is answered, and never as a fault of the hub', async () => {
    const hub = await aWorld();
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('Bulky waste', 'Self', 'ZZ1 1AB', 'Orchard', '"', '=1', ''),
    );
    const text = fc
      .array(
        fc.array(cell, { maxLength: 9 }).map((row) => row.join(',')),
        { maxLength: 6 },
      )
      .map((rows) => listOf(...rows));
    const sent = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      text.map((each) => new TextEncoder().encode(each)),
    );
    const type = fc.constantFrom(
      'text/csv',
      'text/csv; charset=utf-8',
      'TEXT/CSV;charset="windows-1252"',
      'text/csv; charset=',
      'text/csv; header=present',
    );
    await fc.assert(
      fc.asyncProperty(sent, type, async (bytes, contentType) => {
        const answer = await send(hub, Buffer.from(bytes).toString('base64'), { isBase64: true, headers: { 'content-type': contentType } });
        expect([200, 422]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
    expect(hub.logged.filter((entry) => (entry as { level?: string }).level === 'error')).toEqual([]);
  });
});

describe('in JSON', () => {
  test('a job that is not for the hub is refused with its faults, and nothing is kept', async () => {
    const hub = await aWorld();
    const before = hub.store.all().length;
    const { status, body } = await hub.post('/v1/referrals/street-scene', { as: 'street-scene', body: example('street-scene', 'refused') });
    expect([status, body.code]).toEqual([422, 'schema-faults']);
    expect(body.faults.map(({ pointer }: { pointer: string }) => pointer)).toEqual(expect.arrayContaining(['/type', '/isOwnRequest']));
    expect(hub.store.all()).toHaveLength(before);
  });
});

describe('what is not for the hub', () => {
  test('leaves no trace in replies, store, objects, logs, views or on the bus; nor does what is, outside what is sealed', async () => {
    const hub = await aWorld();
    let count = 0;
    const texts: string[] = [];
    const mark = () => {
      const text = `Qzxj7Vkw${(count++).toString(36).padStart(4, '0')}`;
      texts.push(text);
      return text;
    };
    const marked = (over: Parameters<typeof job>[1] = {}) =>
      job(mark(), { name: mark(), address: mark(), tel: mark(), notes: mark(), ...over });
    const lines = [
      marked({ type: 'Noise complaint' }),
      marked({ type: 'Fly tipping' }),
      marked({ type: mark() }),
      marked({ by: mark() }),
      marked({ type: 'Missed bin' }),
      marked({ name: `=${mark()}` }),
      marked({ postcode: mark() }),
      marked({ notes: `"${mark()}` }),
      `${marked()},${mark()}`,
      marked({ postcode: 'ZZ3 1AA', tel: '' }),
      job('SS-1', { notes: mark() }),
      job(mark(), { name: `${mark()} ${mark()}`, address: mark(), notes: mark() }),
    ];
    const answer = await send(hub, [`${headers},${mark()}`, ...lines].join('\n'));
    expect(answer.body.summary).toEqual({ lines: 12, taken: 3, alreadyTaken: 0, dropped: 6, faulty: 3 });
    const whole = await send(hub, `${mark()}\n${mark()},${mark()}`);
    expect(whole.status).toBe(422);
    await hub.settle();
    const places = [
      placeOf('replies', [answer, whole]),
      placeOf('store', hub.store.all()),
      placeOf('views', hub.views.all()),
      placeOf('objects', [...hub.objects.kept]),
      placeOf('log', hub.logged),
      placeOf('bus', hub.bus),
    ];
    expect(traces(texts, places)).toEqual([]);
    expect(hub.store.all().filter(({ stream }) => stream.startsWith('person#') || stream.startsWith('identity#'))).toEqual([]);
  });
});
