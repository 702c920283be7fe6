import { startEngine } from '../../../infra/local/engine.ts';

/** A process that starts an engine on the file it is given, says where, and waits to be killed. */
const [file = ''] = process.argv.slice(2);
const engine = await startEngine({ file, log: { write: () => undefined } });
process.stdout.write(`${engine.endpoint}\n`);
setInterval(() => undefined, 1_000);
