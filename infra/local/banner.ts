/** Three commands to try, each with what it replies. */
export const commandsToTry: readonly { readonly command: string; readonly reply: string }[] = [];

/** What the hub says of itself once it is up, before the line that says it is ready. */
export function banner({ url, dataDir, engine }: { readonly url: string; readonly dataDir: string; readonly engine: string }): string {
  const lines = [
    'referral-hub: the demonstration county on this machine',
    '',
    `  API       ${url}`,
    `  health    ${url}/health`,
    `  data      ${dataDir}`,
    `  DynamoDB  ${engine}`,
    '',
  ];
  const tries = commandsToTry.flatMap(({ command, reply }) => [`  ${command}`, `    ${reply}`, '']);
  return [...lines, ...(tries.length > 0 ? ['Try:', '', ...tries] : [])].join('\n');
}
