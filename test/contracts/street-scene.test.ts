import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Line, Lines } from '../../contracts/sources/source.ts';
import { csv } from '../../contracts/sources/street-scene/csv.ts';
import { streetScene } from '../../contracts/sources/street-scene/to-referral.ts';
import { take } from '../../functions/referrals/receive/message.ts';
import { referralOf } from '../support/decided.ts';

const today = '2026-11-20';
const folder = new URL('../../contracts/sources/street-scene/examples/', import.meta.url);
const file = (name: string) => readFileSync(new URL(`${name}.csv`, folder));
const bytes = (text: string) => new TextEncoder().encode(text);

const linesOf = (read: Lines): readonly Line[] => {
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.lines;
};
const faultsOf = (read: Lines) => (read.ok ? [] : read.faults.map(({ pointer, code }) => `${pointer} ${code}`));
/** What a line is, in a phrase. */
const told = (line: Line): string => {
  if (line.kind === 'dropped') return `${line.line} ${line.reason}`;
  return line.kind === 'faulty' ? `${line.line} ${line.faults.map(({ pointer, code }) => `${pointer} ${code}`)}` : `${line.line} message`;
};
const toldOf = (text: string) => linesOf(csv(bytes(text), undefined)).map(told);
const messagesOf = (read: Lines) => linesOf(read).flatMap((line) => (line.kind === 'message' ? [line.message] : []));
const firstOf = (text: string) => {
  const [message] = messagesOf(csv(bytes(text), undefined));
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever members the message has
  return message as any;
};
const taken = (message: unknown) => take(streetScene, message, { today, strict: true });

const headers = 'Job No,Job Type,Reported By,Customer Name,Post Code';
const job = (over: Partial<Record<'ref' | 'type' | 'by' | 'name' | 'postcode', string>> = {}) => {
  const { ref = 'SS-1', type = 'Bulky waste quote', by = 'Self', name = 'Jean Orchard', postcode = 'ZZ1 1AB' } = over;
  return [ref, type, by, name, postcode].join(',');
};
const listOf = (...lines: string[]) => [headers, ...lines].join('\n');

describe('the example lists', () => {
  const expected: Record<string, string[]> = {
    complete: ['2 message', '4 complaint', '5 enforcement', '6 message', '7 not-own-request', '8 not-a-visit', '9 message'],
    refused: ['2 message', '3 /line/3/type missing'],
    semicolons: ['3 message', '4 enforcement'],
    tomorrow: ['2 message', '4 message'],
    'windows-1252': ['2 message'],
  };
  it('are all here', () => {
    const names = readdirSync(folder).flatMap((name) => (name.endsWith('.csv') ? [name.slice(0, -4)] : []));
    expect(names.sort()).toEqual([...Object.keys(expected), 'no-headers'].sort());
  });
  test.each(Object.entries(expected))('%s', (name, lines) => {
    expect(linesOf(csv(file(name), undefined)).map(told)).toEqual(lines);
  });
  it.each(['complete', 'semicolons', 'tomorrow', 'windows-1252'])('%s is taken by the contract, wherever it is a message', (name) => {
    expect(messagesOf(csv(file(name), undefined)).map((message) => taken(message).ok)).not.toContain(false);
  });
  it('without headers is refused by naming those that are known, and none that was sent', () => {
    const read = csv(file('no-headers'), undefined);
    expect(faultsOf(read)).toEqual(['/line/1 column-missing']);
    expect(JSON.stringify(read)).toMatch(/Job Type.*Reported By|Job Type.*Own Request/);
    expect(JSON.stringify(read)).not.toMatch(/Pickering|Winterbourne|Foundry/);
  });
  it('says the same job as the example in JSON', () => {
    const [message] = messagesOf(csv(file('complete'), undefined));
    expect(taken(message)).toEqual(taken(JSON.parse(readFileSync(new URL('complete.json', folder), 'utf8'))));
  });
});

describe('what a job becomes', () => {
  const referral = referralOf('street-scene', 'complete');
  it('is a reason for a conversation: one subject, contact, what they asked for by the hub’s own name, and nothing else', () => {
    const { purpose, urgency, people, referrer, narrative, safeguarding } = referral;
    expect({ purpose, urgency, referrer, narrative, safeguarding }).toEqual({ purpose: 'conversation', urgency: 'routine' });
    expect(people.map(({ role, serviceRequest }) => ({ role, serviceRequest }))).toEqual([
      { role: 'subject', serviceRequest: { type: 'Bulky waste quote', reference: 'SS-26-04411', requestedOn: '2026-11-18' } },
    ]);
  });
  it('keeps the hub’s name of the job, not the list’s words', () => {
    const label = 'BULKY - items, 3 (quotation)';
    expect(
      referralOf('street-scene', 'complete', (message: { type: string }) => Object.assign(message, { type: label })).people[0]
        ?.serviceRequest?.type,
    ).toBe('Bulky waste quote');
  });
  test.each([
    ['Jean Orchard', { given: 'Jean', family: 'Orchard' }],
    ['Mrs Jean Orchard', { title: 'Mrs', given: 'Jean', family: 'Orchard' }],
    ['Orchard, Mrs Jean', { title: 'Mrs', given: 'Jean', family: 'Orchard' }],
    ['van der Berg, Jan', { given: 'Jan', family: 'van der Berg' }],
    ['Orchard', { family: 'Orchard' }],
    ['Orchard,', { family: 'Orchard' }],
    ['Mr', { family: 'Mr' }],
  ])('a name in one, %s, is parted', (fullName, parts) => {
    const message = { type: 'Bulky waste', isOwnRequest: true, requester: { fullName } };
    expect(taken(message)).toMatchObject({ value: { referral: { people: [{ name: parts }] } } });
  });
});

describe('which jobs are for the hub', () => {
  test.each([
    ['Bulky waste quote', 'message'],
    ['BULKY WASTE COLLECTION – QUOTATION REQUEST', 'message'],
    ['Assisted collection assessment', 'message'],
    ['Garden waste visit', 'message'],
    ['Garage clearance estimate', 'message'],
    ['White goods', 'message'],
    ['White', 'unknown-type'],
    ['Garden waste', 'unknown-type'],
    ['Bulky waste for my neighbour', 'unknown-type'],
    ['Clinical waste collection visit', 'unknown-type'],
    ['Pest control', 'unknown-type'],
    ['Bulky waste complaint', 'complaint'],
    ['Fly-tipping: bulky waste', 'enforcement'],
    ['Noise', 'enforcement'],
    ['Dog fouling', 'enforcement'],
    ['Abandoned vehicle', 'enforcement'],
    ['Missed bulky waste collection', 'not-a-visit'],
    ['Replacement bin', 'not-a-visit'],
    ['!!!', 'unknown-type'],
    ['constructor', 'unknown-type'],
  ])('%s: %s', (type, expected) => {
    expect(toldOf(listOf(job({ type })))).toEqual([`2 ${expected}`]);
    const asJson = taken({ type, isOwnRequest: true, requester: { fullName: 'Jean Orchard' } });
    expect(asJson.ok).toBe(expected === 'message');
  });
  test.each([
    ['Self', 'message'],
    ['resident', 'message'],
    ['ORCHARD Jean', 'message'],
    ['Mrs Jean Orchard', 'not-own-request'],
    ['Jean', 'not-own-request'],
    ['Stan Holt', 'not-own-request'],
    ['Neighbour', 'not-own-request'],
    ['Councillor', 'not-own-request'],
    ['Not the resident', 'not-own-request'],
    ['', 'not-own-request'],
    ['Complainant', 'complaint'],
    ['N Doggett', 'not-own-request'],
  ])('asked for by “%s”: %s', (by, expected) => {
    expect(toldOf(listOf(job({ by })))).toEqual([`2 ${expected}`]);
  });
  it('needs every column that says who asked to say the same', () => {
    const list = (kind: string, by: string) =>
      `Job Type,Request Type,Reported By,Name,Postcode\nBulky waste,${kind},${by},Jean Orchard,ZZ1 1AB`;
    expect(toldOf(list('Service Request', 'Self'))).toEqual(['2 message']);
    expect(toldOf(list('Service Request', 'Neighbour'))).toEqual(['2 not-own-request']);
    expect(toldOf(list('Report', 'Self'))).toEqual(['2 not-own-request']);
    expect(toldOf(list('Complaint', 'Self'))).toEqual(['2 complaint']);
    expect(toldOf(list('Enforcement', 'Self'))).toEqual(['2 enforcement']);
  });
  it('drops a job that is not for the hub before it looks for faults in it', () => {
    expect(toldOf(listOf(job({ type: 'Noise complaint', name: '=1+1', postcode: 'nowhere' })))).toEqual(['2 complaint']);
  });
});

describe('how a list may be written', () => {
  const rows = [
    ['Job No', 'Job Type', 'Reported By', 'Customer Name', 'Address', 'Post Code', 'Notes'],
    ['SS-1', 'Bulky waste', 'Self', 'Zoë Orchard', '2 Mill Lane', 'ZZ1 1AB', 'private'],
  ];
  const usual = messagesOf(csv(bytes(rows.map((row) => row.join(',')).join('\n')), undefined));
  const utf16 = (text: string, isBig: boolean) => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return isBig ? little.swap16() : little;
  };
  const commas = rows.map((row) => row.join(',')).join('\r\n');
  test.each<[string, Uint8Array, string | undefined]>([
    ...[';', '\t', '|'].map((delimiter): [string, Uint8Array, undefined] => [
      `parted by ${JSON.stringify(delimiter)}`,
      bytes(rows.map((row) => row.join(delimiter)).join('\n')),
      undefined,
    ]),
    ['all in quotes', bytes(rows.map((row) => row.map((cell) => `"${cell}"`).join(', ')).join('\n')), undefined],
    ['with CR', bytes(commas.replaceAll('\r\n', '\r')), undefined],
    ['with CRLF and a last empty line', bytes(`${commas}\r\n`), undefined],
    ['with a byte order mark', bytes(`\uFEFF${commas}`), undefined],
    ['in UTF-16LE', utf16(commas, false), undefined],
    ['in UTF-16BE', utf16(commas, true), undefined],
    ['in UTF-16LE, as it says', Buffer.from(commas, 'utf16le'), 'UTF-16LE'],
    ['in Windows-1252, as it says', Buffer.from(commas, 'latin1'), 'windows-1252'],
    ['in Windows-1252, not saying so', Buffer.from(commas, 'latin1'), undefined],
    ['with a byte order mark that speaks against the charset', bytes(`\uFEFF${commas}`), 'windows-1252'],
    ['with Excel’s own first line', bytes(`sep=,\n${commas}`), undefined],
    ['with a title above, and blank lines', bytes(`Jobs list,20/11/2026\n\n,,,\n${commas}\n\n`), undefined],
    ['with empty cells left off and empty cells too many', bytes(`${rows[0]?.join(',')},\n${rows[1]?.slice(0, 6).join(',')}`), undefined],
    ['with headers in other case and spacing', bytes(commas.replace('Job No', 'JOB_NO.').replace('Post Code', ' postcode ')), undefined],
  ])('%s', (_, sent, charset) => {
    expect(messagesOf(csv(sent, charset))).toEqual(usual);
  });
  it('warns where it had to take the encoding for Windows-1252, and only there', () => {
    const codes = (read: Lines) => (read.ok ? read.warnings.map(({ code }) => code) : []);
    expect(codes(csv(Buffer.from(commas, 'latin1'), undefined))).toEqual(['read-as-windows-1252', 'columns-not-read']);
    expect(codes(csv(Buffer.from(commas, 'latin1'), 'cp1252'))).toEqual(['columns-not-read']);
  });
  it('reads the typographic signs of Windows-1252', () => {
    expect(JSON.stringify(messagesOf(csv(file('windows-1252'), undefined)))).toMatch(/Zoë O’Brien.*Rue’s Yard/);
  });
  it('never reads a column of notes, and names it by its place', () => {
    const read = csv(bytes(commas), undefined);
    expect(JSON.stringify(read)).not.toContain('private');
    expect(read.ok && read.warnings).toMatchObject([
      {
        pointer: '/line/1',
        code: 'columns-not-read',
        detail: 'The hub has no use for column 7, and did not read it. Leave it out of the list.',
      },
    ]);
  });
  test.each([
    ['2026-11-18', '2026-11-18'],
    ['2026-11-18T09:12:00Z', '2026-11-18'],
    ['18/11/2026', '2026-11-18'],
    ['8/1/2026 09:12:33', '2026-01-08'],
    ['18.11.26', '2026-11-18'],
    ['18-Nov-2026', '2026-11-18'],
    ['Wed 18 November 2026 09:12', '2026-11-18'],
    ['11/18/2026', '2026-18-11'],
    ['yesterday', 'yesterday'],
  ])('dates: %s', (written, day) => {
    expect(firstOf(`Job Type,Own Request,Surname,Postcode,Date\nBulky waste,Y,Orchard,ZZ1 1AB,${written}`).requestedOn).toBe(day);
  });
  test.each([
    ['01632 960411', ['01632 960411']],
    ['1632960411 / 7700900411', ['01632960411', '07700900411']],
    ['+44 7700 900411', ['+44 7700 900411']],
    ["'01632 960411", ['01632 960411']],
    ['ex-directory', undefined],
  ])('telephone numbers: %s', (written, numbers) => {
    expect(firstOf(`Job Type,Own Request,Surname,Postcode,Tel\nBulky waste,Y,Orchard,ZZ1 1AB,${written}`).requester.telephone).toEqual(
      numbers,
    );
  });
  it('finds the postcode at the end of an address in one cell', () => {
    expect(
      firstOf('Job Type,Own Request,Surname,Address\nBulky waste,Y,Orchard,"2 Mill Lane\nNorthgate\nZZ1 1AB"').requester.address,
    ).toMatchObject({
      line1: '2 Mill Lane',
      line2: 'Northgate',
      postcode: 'ZZ1 1AB',
    });
  });
});

describe('exports as they come', () => {
  test.each<[string, string, object]>([
    [
      'Confirm',
      'Enquiry Number,Enquiry Logged Date,Service Name,Subject Name,Enquiry Class,Customer Type Name,Customer Forename,Customer Surname,Customer Phone,House Number,Street,Postcode\n' +
        '104567,03/11/2026 09:14:22,Waste,Bulky Waste Request,Service Request,Resident,Jean,Orchard,01632 960321,4,Mill Lane,ZZ1 1AB',
      { reference: '104567', requestedOn: '2026-11-03' },
    ],
    [
      'M3',
      'Case Reference,Case Type,Sub Type,Received Date,Customer Forename,Customer Surname,Customer Address Line 1,Customer Postcode,Customer Telephone\n' +
        'M3-991,Service Request,Bulky Waste Collection,2026-11-03T09:00:00,Jean,Orchard,4 Mill Lane,ZZ1 1AB,01632 960321',
      { reference: 'M3-991', requestedOn: '2026-11-03' },
    ],
    [
      'Bartec',
      'ServiceRequestID,ServiceCode,ServiceType,DateRequested,Address1,PostCode,Requester Surname,Requester Forename,Requester Phone,Reporter Type\n' +
        '88123,SR-BULKY,Bulky Collection,03/11/2026 10:00,4 Mill Lane,ZZ1 1AB,Orchard,Jean,1632960321,Resident',
      { reference: '88123', requestedOn: '2026-11-03' },
    ],
  ])('%s names its columns in its own way', (_, text, said) => {
    const message = firstOf(text);
    expect(message).toMatchObject(said);
    expect(taken(message)).toMatchObject({ ok: true });
    expect(message.requester).toMatchObject({ familyName: 'Orchard', address: { line1: '4 Mill Lane', postcode: 'ZZ1 1AB' } });
    expect(message.requester.telephone).toHaveLength(1);
  });
});

describe('details that a job can do without', () => {
  const lineWith = (header: string, cell: string) => {
    const [line] = linesOf(
      csv(bytes(`Job Type,Own Request,Surname,Postcode,${header}\nBulky waste,Y,Orchard,ZZ1 1AB,"${cell}"`), undefined),
    );
    if (line?.kind !== 'message') throw new Error(JSON.stringify(line));
    expect(taken(line.message)).toMatchObject({ ok: true });
    const { address, email, telephone } = (line.message as { requester: Record<string, unknown> }).requester as {
      address: { uprn: string };
      email: string;
      telephone?: string[];
    };
    const said = { uprn: address.uprn || undefined, email: email || undefined, telephone };
    expect(JSON.stringify(line.warnings)).not.toMatch(/1\.0003|at post|daughter|90041/);
    return { said, told: line.warnings.map(({ pointer, code }) => `${pointer} ${code}`) };
  };
  const none = { uprn: undefined, email: undefined, telephone: undefined };
  test.each<[string, string, object, string[]]>([
    ['UPRN', '100999000411', { uprn: '100999000411' }, []],
    ['UPRN', '1.0003E+11', {}, ['/requester/address/uprn not-usable']],
    ['UPRN', 'n/a', {}, []],
    ['Email', 'jean@post.example', { email: 'jean@post.example' }, []],
    ['Email', 'jean at post', {}, ['/requester/email not-usable']],
    ['Tel', '07700 900412 (daughter)', { telephone: ['07700 900412'] }, ['/requester/telephone/0 not-usable']],
    [
      'Tel',
      '07700 900412 (daughter, after 4pm)',
      { telephone: ['07700 900412'] },
      ['/requester/telephone/0 not-usable', '/requester/telephone/1 not-usable'],
    ],
    ['Tel', 'ring next door / 07700 900413', { telephone: ['07700 900413'] }, ['/requester/telephone/0 not-usable']],
    ['Tel', '07700 900412 07700 900413 home', {}, ['/requester/telephone/0 not-usable']],
    // A number that must not be rung is not kept without the words that say so.
    ['Tel', '07700 900412, do NOT ring', {}, ['/requester/telephone/0 not-usable']],
    ['Tel', '07700 900412 (don’t leave a message) / 01632 960411', {}, ['/requester/telephone/0 not-usable']],
    [
      'Tel',
      Array.from({ length: 7 }, (_, index) => `07700 90041${index}`).join('/'),
      { telephone: Array.from({ length: 5 }, (_, index) => `07700 90041${index}`) },
      ['/requester/telephone/5 not-usable'],
    ],
  ])('%s “%s” costs no job: what cannot be used of it is dropped, and told where', (header, cell, kept, warnings) => {
    expect(lineWith(header, cell)).toEqual({ said: { ...none, ...kept }, told: warnings });
  });
  it('but a postcode that is none is a fault: it decides the area', () => {
    expect(taken(firstOf(listOf(job({ postcode: 'N/A' }))))).toMatchObject({
      refusal: { faults: [{ pointer: '/requester/address/postcode', code: 'invalid-meaning' }] },
    });
  });
  test.each([
    ['46344', /spreadsheet’s own number.*column as a date/],
    ['46344.3833', /spreadsheet’s own number.*column as a date/],
    ['11/18/2026', /^must be a real date.*dd\/mm\/yyyy/],
    ['yesterday', /^must be a real date.*dd\/mm\/yyyy/],
  ])('a date “%s” is told in the words of a list', (written, detail) => {
    const result = taken(firstOf(`Job Type,Own Request,Surname,Postcode,Date\nBulky waste,Y,Orchard,ZZ1 1AB,${written}`));
    expect(result).toMatchObject({ refusal: { faults: [{ pointer: '/requestedOn', detail: expect.stringMatching(detail) }] } });
  });
});

describe('columns that could be one another', () => {
  const line = (over: string) => `Job Type,Reported By,${over}\nBulky waste,Self,Jean Orchard,Kim Doyle,ZZ1 1AB,ZZ1 2AD`;
  test.each<[string, string, string[]]>([
    ['two names', 'Customer Name,Contact Name,Postcode,Notes', ['their name: each of the columns 3, 4']],
    ['two surnames', 'Customer Surname,Requester Surname,Postcode,Notes', ['their name: each of the columns 3, 4']],
    ['two postcodes', 'Name,Notes,Postcode,Customer Postcode', ['where they live: each of the columns 5, 6']],
    ['one name twice', 'Name,NAME,Postcode,Notes', ['their name: each of the columns 3, 4']],
    ['one address twice', 'Name,Notes,Address 1,Address-1', ['where they live: each of the columns 5, 6']],
    [
      'names and postcodes',
      'Name,Customer,Postcode,Post Code',
      ['their name: each of the columns 3, 4', 'where they live: each of the columns 5, 6'],
    ],
  ])('%s are told by their numbers, and nothing is guessed', (_, headers, whats) => {
    const read = csv(bytes(line(headers)), undefined);
    if (read.ok) throw new Error('the list was taken');
    expect(read.faults).toEqual(
      whats.map((what) => ({
        pointer: '/line/1',
        code: 'column-ambiguous',
        detail: expect.stringContaining(`must have one column for ${what}`),
      })),
    );
  });
  test.each([
    ['a whole name beside a surname', 'Surname,Customer Name,Postcode,Notes'],
    ['a customer’s address beside the site’s', 'Name,Customer Address,Site Address,Postcode'],
  ])('%s are two things', (_, headers) => {
    expect(csv(bytes(line(headers)), undefined)).toMatchObject({ ok: true });
  });
});

describe('what is broken', () => {
  it('costs only its own line: quotes', () => {
    const lines = [
      job(),
      'SS-2,"Bulky waste,Self,Ann,ZZ1 1AB',
      job(),
      'SS-4,5" pipe,Self,Ann,ZZ1 1AB',
      'SS-5,"Bulky" waste,Self,Ann,ZZ1 1AB',
      job(),
    ];
    expect(toldOf(listOf(...lines))).toEqual([
      '2 message',
      '3 /line/3 quotes',
      '4 message',
      '5 /line/5 quotes',
      '6 /line/6 quotes',
      '7 message',
    ]);
  });
  it('costs only its own line: too many cells, a last line with a total', () => {
    expect(toldOf(listOf(job(), `${job()},more`, 'Total: 2'))).toEqual(['2 message', '3 /line/3 too-many-cells', '4 /line/4/type missing']);
  });
  it('counts lines as the file has them, where a cell has several', () => {
    expect(toldOf(listOf(job({ name: '"Jean\nOrchard"' }), '', job()))).toEqual(['2 message', '5 message']);
  });
  test.each<[string, Uint8Array, string | undefined, string]>([
    ['nothing', bytes(''), undefined, ' empty'],
    ['a byte order mark alone', bytes('\uFEFF'), undefined, ' empty'],
    ['a workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 0), undefined, ' not-text'],
    ['UTF-16 that does not say so', Buffer.from(listOf(job()), 'utf16le'), undefined, ' not-text'],
    ['not UTF-8 though it says so', Buffer.from('é', 'latin1'), 'utf-8', ' not-as-declared'],
    ['another charset', bytes(listOf(job())), 'ebcdic', 'header:content-type charset'],
    ['a charset of the language itself', bytes(listOf(job())), '__proto__', 'header:content-type charset'],
    ['no headers', bytes(job()), undefined, '/line/1 column-missing'],
    ['JSON', bytes('{"a":1}'), undefined, '/line/1 column-missing'],
    ['nobody who asked', bytes('Job Type,Surname,Postcode\nBulky,Orchard,ZZ1 1AB'), undefined, '/line/1 column-missing'],
    ['501 jobs', bytes(listOf(...Array.from({ length: 501 }, () => job()))), undefined, ' too-many-lines'],
  ])('is refused whole: %s', (_, sent, charset, fault) => {
    expect(faultsOf(csv(sent, charset))).toEqual([fault]);
  });
  it('says what column to add, and with what in it, where a list never says who asked', () => {
    const read = csv(bytes('Job No,SR Type,Surname,Postcode\nF/1,Bulky waste,Orchard,ZZ1 1AB'), undefined);
    expect(read).toMatchObject({ faults: [{ detail: expect.stringContaining('add a column Reported By, with Self') }] });
  });
  it('may hold 500 jobs, or none', () => {
    expect(toldOf(listOf(...Array.from({ length: 500 }, () => job())))).toHaveLength(500);
    expect(toldOf(headers)).toEqual([]);
  });
});

describe('a cell that a spreadsheet would run', () => {
  const at = (header: string, cell: string) => {
    const lines = linesOf(
      csv(bytes(`Job Type,Own Request,Surname,Postcode,${header}\nBulky waste,Y,Orchard,ZZ1 1AB,"${cell}"`), undefined),
    );
    const [line] = lines;
    if (line?.kind !== 'message') return lines.map(told);
    const result = taken(line.message);
    return result.ok ? [] : [...new Set((result.refusal.faults ?? []).map(({ pointer }) => pointer))];
  };
  test.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=HYPERLINK(""x"")'])(
    'is a fault in a name, an address and a reference: %j',
    (cell) => {
      expect(at('Forename', cell)).toEqual(['/requester/givenName']);
      expect(at('Address 1', cell)).toEqual(['/requester/address/line1']);
      expect(at('Ref', cell)).toEqual(['/reference']);
      expect(at('Town', cell)).toEqual(['/requester/address/town']);
    },
  );
  it('is dropped where a telephone number or an email address belongs, unless it is one', () => {
    const kept = (header: string, cell: string) => {
      const { requester } = firstOf(`Job Type,Own Request,Surname,Postcode,${header}\nBulky waste,Y,Orchard,ZZ1 1AB,"${cell}"`);
      return [requester.telephone, requester.email];
    };
    expect(kept('Tel', '+44 7700 900411')).toEqual([['+44 7700 900411'], '']);
    for (const cell of ['+cmd', '=44', '-44+1', '@1', "+44|' calc'!A0"]) expect(kept('Tel', cell)).toEqual([undefined, '']);
    for (const cell of ['+a@b.example', '-a@b.example', '=a@b.example']) expect(kept('Email', cell)).toEqual([undefined, '']);
  });
  it('is read in no column that says what a job is', () => {
    expect(toldOf(listOf(job({ type: '=1+1' })))).toEqual(['2 unknown-type']);
    expect(toldOf(listOf(job({ by: '=Self' })))).toEqual(['2 message']);
  });
  it('is not found in a dash that stands for nothing', () => {
    expect(at('Forename', '-')).toEqual([]);
  });
  it('nor is a character that was lost on the way taken for part of a name', () => {
    expect(at('Forename', 'Zo\uFFFD')).toEqual(['/requester/givenName']);
  });
});
