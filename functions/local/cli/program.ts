import { Command } from 'commander';
import { parseFile, parseProject, parseTime } from '../emulators/options';
import type { Outlet } from './actions';
import { addCost } from './commands/cost';
import { addDeadLetters } from './commands/deadLetters';
import { addErase } from './commands/erase';
import { addExplain } from './commands/explain';
import { addQuarantine } from './commands/quarantine';
import { addReconcile } from './commands/reconcile';
import { addRuns } from './commands/runs';
import { addStatus } from './commands/status';
import { addTenants } from './commands/tenants';

/** In the order of the help. */
const COMMANDS = [
  addStatus,
  addTenants,
  addRuns,
  addExplain,
  addReconcile,
  addQuarantine,
  addDeadLetters,
  addErase,
  addCost,
];

const AFTER_HELP = `
Exit codes:
  0 ok · 1 failed · 2 wrong use, nothing was tried · 3 reconcile found differences · 130 Ctrl-C

Examples:
  $ npm run sam -- status --emulator
  $ npm run sam -- sync my-shop --project my-project
  $ npm run sam -- explain my-shop 42 --project my-project --json`;

/** The whole command line: options that every command has, and the commands. Faults are thrown, as CommanderError or otherwise. */
export function createProgram(outlet: Outlet): Command {
  const program = new Command('npm run sam --')
    .description(
      "Operates Sync Sam: the same code as the callables, run in this process with an operator's rights.",
    )
    .usage('COMMAND [options]')
    .option('--emulator', 'work on the services of npm run emulators')
    .option('--project <id>', 'work in a real project, with application default credentials', parseProject)
    .option('--json', 'print one JSON value on stdout, and nothing else')
    .option('--verbose', 'show the log of the handlers on stderr')
    .option(
      '--secrets <file>',
      'dotenv file with the POS secrets (emulators; default: .secret.local)',
      parseFile,
    )
    .option('--now <time>', 'the time it is, where the emulators were started with --now', parseTime)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => outlet.print(text.trimEnd()), writeErr: outlet.warn })
    .exitOverride()
    .addHelpText('after', AFTER_HELP);
  for (const add of COMMANDS) add(program, outlet);
  return program;
}
