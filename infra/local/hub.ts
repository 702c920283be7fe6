import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { demonstrationClients } from '../demonstration.ts';
import * as desk from './agreement-desk.ts';
import { reasonNotStated } from './agreement-page.ts';
import * as audit from './audit.ts';
import { clientList } from './client-list.ts';
import { eventLine, listen } from './listen.ts';
import * as operator from './operator.ts';
import { messageOf, peopleList } from './people-list.ts';
import { replayedPage } from './replayed-page.ts';
import { table, terminal } from './terminal.ts';
import { entriesOf } from './trail-entry.ts';
import { trailPage } from './trail-page.ts';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs one verb against the running hub, and lets go of it. */
async function withHub(work: (hub: operator.OperatedHub) => Promise<void>): Promise<void> {
  const hub = await operator.runningHub();
  try {
    await work(hub);
  } finally {
    hub.close();
  }
}

const program = new Command('hub')
  .description('The operator’s tool for the hub that runs on this machine (HUB_DATA, PORT).')
  .showHelpAfterError()
  .exitOverride();

program
  .command('clients')
  .description('the demonstration clients by what they are, with their users and the users’ roles')
  .option('--wide', 'with their scopes')
  .option('--json', 'as JSON, with their scopes')
  .action(({ json, wide = false }: { json?: boolean; wide?: boolean }) =>
    print(json ? JSON.stringify(demonstrationClients, null, 2) : clientList(wide)),
  );

program
  .command('token <client>')
  .description('a bearer token for a client, and nothing else')
  .option('--user <id>', 'the user the client vouches for (a demonstration client’s first, if left out)')
  .option('--key <file>', 'the private key of a client of your own, as hub keygen makes it')
  .action((client: string, options: { user?: string; key?: string }) =>
    withHub(async (hub) => print(await operator.token(hub, client, options))),
  );

program
  .command('people [name]')
  .description('fictional people to test with; of one, the message ready to send, with what to expect beside it')
  .option('--step <number>', 'which of several messages', wholeNumber, 1)
  .action((name: string | undefined, { step }: { step: number }) => {
    if (name === undefined) return print(peopleList());
    const { message, about } = messageOf(name, step);
    process.stderr.write(`${about}\n`);
    print(message);
  });

program
  .command('listen <client>')
  .description('watch a client’s mailbox: a line for each event, as it comes. It acknowledges nothing unless told to')
  .option('--user <id>', 'the user the client vouches for (a demonstration client’s first, if left out)')
  .option('--key <file>', 'the private key of a client of your own')
  .option('--after <position>', 'begin after this position, 0 for the beginning (the last acknowledged, if left out)', wholeNumber)
  .option('--once', 'end when everything that is there has been told')
  .option('--acknowledge', 'acknowledge what was told')
  .option('--json', 'as JSON, a line for each event')
  .action((client: string, options: ListenFlags) => listenTo(client, options));

interface ListenFlags {
  readonly user?: string;
  readonly key?: string;
  readonly after?: number;
  readonly once?: boolean;
  readonly acknowledge?: boolean;
  readonly json?: boolean;
}

async function listenTo(client: string, { json, ...options }: ListenFlags): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  // Whoever reads no longer, as `head`, has heard enough.
  process.stdout.once('error', () => stopping.abort());
  await listen(options, {
    connect: async () => {
      const hub = await operator.runningHub();
      try {
        return { url: hub.url, token: await operator.token(hub, client, options) };
      } finally {
        hub.close();
      }
    },
    tell: (event) => print(json ? JSON.stringify(event) : eventLine(event)),
    note: (text) => process.stderr.write(`${text}\n`),
    last: async () => {
      const hub = await operator.runningHub();
      try {
        return await operator.lastEvent(hub, client);
      } finally {
        hub.close();
      }
    },
    stopped: stopping.signal,
  });
}

function wholeNumber(said: string): number {
  if (!/^\d{1,15}$/.test(said)) throw new InvalidArgumentError('It is a whole number.');
  return Number(said);
}

program
  .command('keygen <name>')
  .description('a key pair for a client: NAME.private.json, which stays with you, and NAME.jwks.json, for `client add`')
  .action(async (name: string) => {
    const { privateFile, jwksFile } = await operator.keygen(name);
    print(`${privateFile}  keep it to yourself\n${jwksFile}  for: hub client add ${name} --jwks ${jwksFile} …`);
  });

program
  .command('client')
  .description('clients of your own')
  .command('add <id>')
  .description('register a client')
  .requiredOption('--jwks <file>', 'its public keys')
  .requiredOption('--organisation <id>', 'whose it is')
  .option('--team <id>', 'the receiving team it is, if it is one')
  .requiredOption('--scope <scope...>', 'what it may do, such as send:fire referrals:read')
  .option('--replace', 'if it is there already, replace its keys and scopes: a token it has lasts its ten minutes out')
  .action((id: string, options: { jwks: string; organisation: string; team?: string; scope: string[]; replace?: boolean }) =>
    withHub(async (hub) => {
      const client = await operator.addClient(hub, id, options);
      print(`${client.id} is registered for ${client.organisation}: ${client.scopes.join(' ')}`);
    }),
  );

const agreement = program.command('agreement').description('data-sharing agreements');
agreement
  .command('list')
  .description('the demonstration county’s agreements, whether each is in force, and until when')
  .action(() =>
    withHub(async (hub) =>
      print(table(['agreement', 'version', 'status', 'review by', 'last day', 'title'], await desk.agreementRows(hub))),
    ),
  );
agreement
  .command('show <id>')
  .description('one agreement on a page, in plain words')
  .action((id: string) => withHub(async (hub) => print(await desk.showAgreement(hub, id))));
agreement
  .command('activate <id>')
  .description('put an agreement of policies/partnership/agreements in force, or a new version of one')
  .action((id: string) => withHub(async (hub) => printChanged(await desk.activateAgreement(hub, id))));
for (const [verb, status, what, meanwhile] of [
  ['suspend', 'suspended', 'take it out of force for a while', desk.meanwhile.suspended],
  ['end', 'ended', 'take it out of force for good', desk.meanwhile.ended],
] as const) {
  agreement
    .command(`${verb} <id>`)
    .description(`${what}; the next read goes by it. ${meanwhile}`)
    .option('--reason <code>', 'why, as a code in lower case with hyphens, such as review-overdue', reasonNotStated)
    .action((id: string, { reason }: { reason: string }) =>
      withHub(async (hub) => {
        printChanged(await desk.takeAgreementOutOfForce(hub, id, status, reason));
        print(meanwhile);
      }),
    );
}
agreement
  .command('resume <id>')
  .description('put it back in force; the next read goes by it')
  .action((id: string) => withHub(async (hub) => printChanged(await desk.resumeAgreement(hub, id))));

program
  .command('trail <case>')
  .description('the audit trail of a case: who did what, when, on what grounds')
  .option('--json', 'as JSON, a line for each event, and last whether the chains hold')
  .action((caseId: string, { json }: { json?: boolean }) =>
    withHub(async (hub) => {
      const { commits, answers, intact } = await audit.trail(hub, caseId);
      const entries = entriesOf(commits, answers);
      if (json) for (const line of [...entries, { intact }]) print(JSON.stringify(line));
      else {
        print(trailPage(entries));
        print(intact ? terminal.green('Every chain holds.') : terminal.red('A chain is broken.'));
      }
      if (!intact) process.exitCode = 1;
    }),
  );

program
  .command('replay')
  .description('publish again what was committed since a moment: what an outage kept from the mailboxes gets there, once')
  .requiredOption('--since <moment>', 'when the outage began, or earlier, with its offset: 2026-11-20T00:00Z')
  .action((options: { since: string }) =>
    withHub(async (hub) => {
      const done = await operator.replaySince(hub, options, ({ commits, events }) => progress(`${commits} commits, ${events} events`));
      print(replayedPage(done));
    }),
  );

program
  .command('rebuild')
  .description('make the worklists and lists again from the commits, and take away what is in them and should not be')
  .action(() =>
    withHub(async (hub) => {
      const done = await operator.rebuildViews(hub, ({ cases }) => progress(`${cases} cases`));
      print(`Made again: ${done.cases} cases, in ${done.rows} rows${done.removed > 0 ? `; ${done.removed} taken away` : ''}`);
    }),
  );

program
  .command('verify')
  .description('check the hash chain of every stream')
  .action(() =>
    withHub(async (hub) => {
      const { streams, broken } = await audit.verify(hub, (count) => progress(`${count} streams`));
      print(
        broken.length === 0
          ? `${streams} streams, every chain holds`
          : `${streams} streams, ${broken.length} broken:\n${broken.join('\n')}`,
      );
      if (broken.length > 0) process.exitCode = 1;
    }),
  );

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text} …\r`);
}

function printChanged({ id, version, status }: { readonly id: string; readonly version: number; readonly status: string }): void {
  print(`${id}, version ${version}, is ${status === 'active' ? 'in force' : status}`);
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode);
  const message = error instanceof Error ? error.message : 'It failed.';
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
