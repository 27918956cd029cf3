import { Command, InvalidArgumentError } from 'commander';
import { statSync } from 'node:fs';
import type { FirestoreName } from '../emulators/firestoreChoice';
import { firestoreOption } from '../emulators/options';
import { existingFile, fromHere, parseDate } from '../terminal/arguments';

export interface DemoOptions {
  /** A CSV of `customer_id,date,quantity,amount`, plain or `.gz`: one tenant's orders, instead of the three made-up tenants. */
  transactions?: string;
  /** `YYYY-MM-DD`: the day on which the demo takes place; default the file's last. */
  asOf?: string;
  /** What the shops are synced into. */
  firestore: FirestoreName;
  /** Print one JSON object instead of tables. */
  json: boolean;
  /** List every check and figure. */
  verbose: boolean;
  /** Keep everything running at the end, with the console to look at it. */
  open: boolean;
}

function parseCsv(text: string): string {
  const file = fromHere(text);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new InvalidArgumentError(`${file} is a folder: name a CSV file, plain or gzipped.`);
  return existingFile(text);
}

/** The options of `npm run demo`; ends the process with a message and status 1 where one is wrong. */
export function parseOptions(parameters: readonly string[]): DemoOptions {
  const command = new Command('demo')
    .description(
      'Syncs simulated points of sale into an embedded Firestore with the deployed functions, and checks the result.',
    )
    .option(
      '--transactions <file>',
      'sync the orders of a CSV (customer_id,date,quantity,amount; plain or .gz)',
      parseCsv,
    )
    .option('--as-of <date>', 'the day on which to sync them (default: the last in the file)', parseDate)
    .addOption(firestoreOption())
    .option('--json', 'print one JSON object on stdout', false)
    .option('--verbose', 'list every check and figure', false)
    .option(
      '--open',
      'open the console in the browser at the end, and keep everything running until Ctrl-C',
      false,
    )
    .showHelpAfterError('(see npm run demo -- --help)')
    .allowExcessArguments(false)
    .parse(parameters, { from: 'user' });
  const options = command.opts<DemoOptions>();
  if (options.asOf !== undefined && options.transactions === undefined) {
    command.error(
      'error: --as-of goes with --transactions: name the file whose orders it is about, or leave it out.',
    );
  }
  return options;
}
