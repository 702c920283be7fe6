import { resolve } from 'node:path';
import { defaultDataDir } from './environment.ts';

/** Three commands to try, in order, and the beginning of what each replies. `URL` stands for the hub’s address. */
export const commandsToTry: readonly { readonly command: string; readonly reply: string }[] = [
  { command: 'curl -s URL/health', reply: '{"status":"ok"}' },
  {
    command: `curl -s URL/v1/referrals/job-centre \\
    -H "authorization: Bearer $(npm run -s hub -- token job-centre)" \\
    -H 'content-type: application/json' -H 'idempotency-key: my-first' \\
    -d @contracts/sources/job-centre/examples/complete.json`,
    reply: '{"referralId":"…","disposition":"routed","reason":"The person lives in the area of this Local Area Coordinator, …',
  },
  {
    command: `curl -s URL/v1/cases \\
    -H "authorization: Bearer $(npm run -s hub -- token coordinator-northgate)"`,
    reply: '{"items":[{"caseId":"…","receivedAt":"…","urgency":"routine","area":"northgate","tier":1,"status":"awaiting",…',
  },
];

/** A command for a hub whose data are elsewhere than where the operator’s tool looks by itself. */
function forFolder(command: string, dataDir: string): string {
  if (resolve(dataDir) === resolve(defaultDataDir)) return command;
  const quoted = /^[\w./-]+$/.test(dataDir) ? dataDir : `'${dataDir.replaceAll("'", `'\\''`)}'`;
  return command.replaceAll('npm run -s hub', `HUB_DATA=${quoted} npm run -s hub`);
}

/** What the hub says of itself once it is up, before the line that says it is ready. */
export function banner({ url, dataDir, engine }: { readonly url: string; readonly dataDir: string; readonly engine: string }): string {
  const tries = commandsToTry.flatMap(({ command, reply }) => [
    `  ${forFolder(command.replaceAll('URL', url), dataDir)}`,
    `  → ${reply}`,
    '',
  ]);
  const lines = [
    'referral-hub: the demonstration county on this machine',
    '',
    `  API       ${url}`,
    `  docs      ${url}/docs  (begin here)`,
    `  health    ${url}/health`,
    `  data      ${dataDir}`,
    `  DynamoDB  ${engine}`,
    '',
    `Try, in another terminal (who else may ask: ${forFolder('npm run -s hub -- clients', dataDir)}):`,
    '',
    ...tries,
  ];
  return `${lines.join('\n')}\n`;
}
