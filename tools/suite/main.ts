import { Command, Option } from 'commander';
import { demandJava } from './java';
import { findHidane } from '../emulators/hidane/findHidane';
import { runLocal } from './runLocal';
import { runOfficial } from './runOfficial';

const command = new Command('emulators:suite')
  .description(
    'Runs the integration suite under the Firebase Emulator Suite (functions, firestore, pubsub; needs Java 21 and its downloads).',
  )
  .option('--embedded', 'with the embedded Firestore and Pub/Sub in place of those that need Java', false)
  .addOption(
    new Option(
      '--hidane',
      'with hidane and the embedded Pub/Sub: the tests of the security rules too, without Java',
    )
      .default(false)
      .conflicts('embedded'),
  )
  .action(async ({ embedded, hidane }: { embedded: boolean; hidane: boolean }) => {
    if (hidane) findHidane();
    else if (!embedded) await demandJava();
    process.exit(await (embedded || hidane ? runLocal(hidane ? 'hidane' : 'embedded') : runOfficial()));
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
