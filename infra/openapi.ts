import { writeFileSync } from 'node:fs';
import { documentOf } from '../contracts/openapi/document.ts';
import { exampleFiles } from './openapi-examples.ts';

const help = `npm run openapi: makes contracts/openapi.json anew, from the schemas, the routes and the examples. It takes no arguments.

After a change of a schema or an example. After a change of a reply, the replies first:
  npx vitest run --config test/vitest.config.ts -u test/contracts/openapi-examples
`;
const file = new URL('../contracts/openapi.json', import.meta.url);

if (process.argv.length > 2) {
  const isAsked = process.argv.slice(2).some((each) => each === '--help' || each === '-h');
  (isAsked ? process.stdout : process.stderr).write(help);
  process.exit(isAsked ? 0 : 1);
}
writeFileSync(file, `${JSON.stringify(documentOf(exampleFiles()), null, 2)}\n`);
process.stdout.write('contracts/openapi.json is made anew.\n');
