import { Command } from 'commander';
import { demandJava } from './java';
import { runEmbedded } from './runEmbedded';
import { runOfficial } from './runOfficial';

const command = new Command('emulators:suite')
  .description(
    'Runs the integration suite under the Firebase Emulator Suite (functions, firestore, pubsub; needs Java 21 and its downloads).',
  )
  .option('--embedded', 'with the embedded Firestore and Pub/Sub in place of those that need Java', false)
  .action(async ({ embedded }: { embedded: boolean }) => {
    if (!embedded) await demandJava();
    process.exit(await (embedded ? runEmbedded() : runOfficial()));
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
