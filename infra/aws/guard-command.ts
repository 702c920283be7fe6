import { rm } from 'node:fs/promises';
import { Command } from 'commander';
import { accept, account, guarded } from './guarded.ts';
import { standIn, synthesise } from './synthesise.ts';

// `npm run guard [-- --accept]`: whether a deployment would lose anything, and whether that is meant.
const { accept: isMeant = false } = new Command('npm run guard --')
  .description(
    'Compares what a deployment would make now with what is committed: the tables, keys, objects and backups that are kept, with ' +
      'how each is protected (infra/aws/stateful.snapshot.json), and the exceptions to the rules of good practice ' +
      '(infra/exceptions.md). Ends with 1, saying what, if something that is kept would be lost or less protected, or if ' +
      'either file is behind. It touches nothing on AWS. synth, diff and deploy compare the same.',
  )
  .option(
    '--accept',
    'write both files as the code is now. Use it when the change is meant: you added something that is kept or an exception, ' +
      'or you do mean to let go of what the refusal names. Commit the files with the reason',
  )
  .allowExcessArguments(false)
  .parse()
  .opts<{ accept?: boolean }>();
const assembly = synthesise({ codeOf: standIn, isValidated: false });
try {
  if (isMeant) {
    process.stdout.write(`Written: ${(await accept(assembly)).join(', ')}\n`);
  } else {
    const said = account(await guarded(assembly));
    process.stdout.write(`${said || 'Nothing that is kept would be lost.'}\n`);
    if (said) process.exitCode = 1;
  }
} finally {
  await rm(assembly.directory, { recursive: true });
}
