import { join } from 'node:path';
import { getApps, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { createPosConnector } from '../alleaves/client';
import { type Clock, systemClock } from './clock';
import { createCloudLog } from './cloudLog';
import type { Context } from './context';
import { createLocalSecrets } from './localSecrets';
import { settingsFromParams } from './params';
import { createPubsubPublisher } from './pubsubPublisher';
import { createSecretManagerSecrets } from './secretManager';
import type { Secrets } from './secrets';

let current: Context | undefined;

/** The context of this process, built when it is first asked for. */
export function getContext(): Context {
  current ??= createContext();
  return current;
}

/** Makes `context` the one of this process: for the emulators, with their own clock, and for tests. */
export function useContext(context: Context): void {
  current = context;
}

/** Builds a context on Google Cloud, or on the emulators that the standard variables name. */
export function createContext(options: { clock?: Clock; secretsFile?: string } = {}): Context {
  const clock = options.clock ?? systemClock;
  const secrets = createSecrets(options.secretsFile);
  return {
    settings: settingsFromParams(),
    clock,
    log: createCloudLog(),
    firestore: getFirestore(getApps()[0] ?? initializeApp()),
    publisher: createPubsubPublisher(),
    secrets,
    pos: createPosConnector({ secrets, clock, allowHttp: usesEmulator() }),
  };
}

/** Under an emulator secrets come from a file, and a POS may be reached over plain HTTP. */
function usesEmulator(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true' || process.env['FIRESTORE_EMULATOR_HOST'] !== undefined;
}

function createSecrets(file?: string): Secrets {
  if (file !== undefined) return createLocalSecrets(file);
  if (usesEmulator()) return createLocalSecrets(join(process.cwd(), '.secret.local'));
  return createSecretManagerSecrets(
    process.env['GCLOUD_PROJECT'] ?? process.env['GOOGLE_CLOUD_PROJECT'] ?? '',
  );
}
