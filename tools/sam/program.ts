import { Command, Help, type Option } from 'commander';
import { parseFile, parseProject, parseTime } from '../emulators/options';
import type { Outlet } from './actions';
import { addCancel } from './commands/cancel';
import { addCost } from './commands/cost';
import { addDeadLetters } from './commands/deadLetters';
import { addDoctor } from './commands/doctor';
import { addDuplicates } from './commands/duplicates';
import { addErase } from './commands/erase';
import { addExplain } from './commands/explain';
import { addFind } from './commands/find';
import { addHistory } from './commands/history';
import { addQuarantine } from './commands/quarantine';
import { addReconcile } from './commands/reconcile';
import { addRecompute } from './commands/recompute';
import { addRuns } from './commands/runs';
import { addSegments } from './commands/segments';
import { addStatus } from './commands/status';
import { addTenants } from './commands/tenants';
import { addUsers } from './commands/users';

/** In the order of the help. */
const COMMANDS = [
  addStatus,
  addTenants,
  addUsers,
  addRuns,
  addCancel,
  addHistory,
  addFind,
  addExplain,
  addRecompute,
  addSegments,
  addReconcile,
  addQuarantine,
  addDuplicates,
  addDeadLetters,
  addErase,
  addCost,
  addDoctor,
];

const AFTER_HELP = `
Exit codes:
  0 ok · 1 failed · 2 wrong usage, nothing was tried · 3 reconcile found differences · 130 Ctrl-C

Examples:
  $ npm run sam -- status --emulator
  $ npm run sam -- sync my-shop --project my-project
  $ npm run sam -- explain my-shop 42 --project my-project --json`;

/** What an option does, with its choices and default as commander writes them, and whether a command can't do without it. */
function markedDescription(option: Option): string {
  const description = new Help().optionDescription(option);
  return option.mandatory ? `${description} (required)` : description;
}

/** The whole command line: options that every command has, and the commands. Faults are thrown, as CommanderError or otherwise. */
export function createProgram(outlet: Outlet): Command {
  const program = new Command('npm run sam --')
    .description(
      "Operates Sync Sam. Runs the same code as the callables in this process, with an operator's rights.",
    )
    .usage('COMMAND [options]')
    .option('--emulator', 'work on the services of npm run emulators')
    .option('--project <id>', 'work in a real project, with application default credentials', parseProject)
    .option('--json', 'print one JSON value on stdout, and nothing else')
    .option('--verbose', 'show the log of the handlers on stderr')
    .option(
      '--secrets <file>',
      'dotenv file with the POS secrets (emulators; default: .secret.local in functions/)',
      parseFile,
    )
    .option('--now <time>', 'the current time, if the emulators were started with --now', parseTime)
    .configureHelp({ showGlobalOptions: true, optionDescription: markedDescription, minWidthToWrap: 20 })
    .configureOutput({ writeOut: (text) => outlet.print(text.trimEnd()), writeErr: outlet.warn })
    .exitOverride()
    .addHelpText('after', AFTER_HELP);
  for (const add of COMMANDS) add(program, outlet);
  return program;
}
