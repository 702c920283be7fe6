import { rm } from 'node:fs/promises';
import { accept, account, guarded } from './guarded.ts';
import { standIn, synthesise } from './synthesise.ts';

// `npm run guard [-- --accept]`: whether a deployment would lose anything, and whether that is meant.
const [option, ...others] = process.argv.slice(2);
if (others.length > 0 || (option !== undefined && option !== '--accept')) {
  process.stderr.write('Usage: npm run guard [-- --accept]\n');
  process.exit(2);
}
const assembly = synthesise({ codeOf: standIn, isValidated: false });
try {
  if (option === '--accept') {
    process.stdout.write(`Written: ${(await accept(assembly)).join(', ')}\n`);
  } else {
    const said = account(await guarded(assembly));
    process.stdout.write(`${said || 'Nothing that is kept would be lost.'}\n`);
    if (said) process.exitCode = 1;
  }
} finally {
  await rm(assembly.directory, { recursive: true });
}
