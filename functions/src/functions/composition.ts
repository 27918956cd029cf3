import { join } from 'node:path';
import { getApps, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { createPosConnector } from '../alleaves/client/connector';
import { type Clock, systemClock } from '../platform/ports/clock';
import { createCloudLog } from '../platform/google/cloudLog';
import type { Context } from '../platform/ports/context';
import { ALWAYS_CURRENT, createFirebaseSessions } from '../platform/google/firebaseSessions';
import { createLocalSecrets } from '../platform/google/localSecrets';
import type { Limits } from '../platform/limits';
import { settingsFromParams } from '../platform/params';
import { createPubsubPublisher } from '../platform/google/pubsubPublisher';
import { createSecretManagerSecrets } from '../platform/google/secretManager';
import type { Secrets } from '../platform/ports/secrets';

let current: (() => Context) | undefined;

/** The context of this process, built when it is first asked for. */
export function getContext(): Context {
  current ??= always(createContext());
  return current();
}

/**
 * Makes `context` the one of this process: for the emulators, with their own clock, and for tests. Where the process stands for many instances,
 * it is what gives each its own.
 */
export function useContext(context: Context | (() => Context)): void {
  current = typeof context === 'function' ? context : always(context);
}

const always = (context: Context) => () => context;

/** Builds a context on Google Cloud, or on the emulators that the standard variables name. */
export function createContext(options: { clock?: Clock; secretsFile?: string } = {}): Context {
  const clock = options.clock ?? systemClock;
  const settings = settingsFromParams();
  const { limits } = settings;
  const secrets = createSecrets(limits, options.secretsFile);
  return {
    settings,
    clock,
    log: createCloudLog(),
    firestore: openFirestore(),
    publisher: createPubsubPublisher(limits.publish),
    secrets,
    pos: createPosConnector({
      secrets,
      clock,
      allowed: { hosts: settings.posHosts, loopback: usesEmulator() },
      limits: limits.pos,
    }),
    sessions: hasAccounts() ? createFirebaseSessions() : ALWAYS_CURRENT,
  };
}

/** Firestore without spans of its client's own, unless somebody who collects them has asked for them: each request makes several. */
function openFirestore(): Firestore {
  process.env['FIRESTORE_ENABLE_TRACING'] ??= 'off';
  return getFirestore(getApps()[0] ?? initializeApp());
}

/** Under an emulator secrets come from a file, and a POS may be on this machine. */
function usesEmulator(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true' || process.env['FIRESTORE_EMULATOR_HOST'] !== undefined;
}

/** Under emulators there are accounts only if that of Firebase Auth runs. */
function hasAccounts(): boolean {
  return !usesEmulator() || process.env['FIREBASE_AUTH_EMULATOR_HOST'] !== undefined;
}

function createSecrets(limits: Limits, file?: string): Secrets {
  if (file !== undefined) return createLocalSecrets(file);
  if (usesEmulator()) return createLocalSecrets(join(process.cwd(), '.secret.local'));
  return createSecretManagerSecrets(
    process.env['GCLOUD_PROJECT'] ?? process.env['GOOGLE_CLOUD_PROJECT'] ?? '',
    limits.secrets,
  );
}
