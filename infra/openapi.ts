import { writeFileSync } from 'node:fs';
import { documentOf } from '../contracts/openapi/document.ts';
import { exampleFiles } from './openapi-examples.ts';

/** Writes `contracts/openapi.json` anew from the schemas and the examples: `npm run openapi`. */
writeFileSync(new URL('../contracts/openapi.json', import.meta.url), `${JSON.stringify(documentOf(exampleFiles()), null, 2)}\n`);
