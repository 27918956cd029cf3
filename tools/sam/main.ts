import { openProgress } from '../terminal/progress';
import { reserveStdout } from '../terminal/reserveStdout';
import { runCommandLine } from './commandLine';
import { EXIT } from './exitCodes';

process.once('SIGINT', () => process.exit(EXIT.interrupted));
// The reader of the answer (a pager, say) may have seen enough of it.
process.stdout.on('error', () => process.exit(EXIT.ok));

const print = reserveStdout();
const warn = (text: string) => void process.stderr.write(text);
// Google's clients keep connections open, so the process would not end by itself.
void runCommandLine(process.argv.slice(2), { print, warn, openProgress }).then((exitCode) =>
  process.exit(exitCode),
);
