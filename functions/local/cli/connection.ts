import { once } from 'node:events';
import { connect } from 'node:net';
import { clockStartingAt, systemClock } from '../../src/platform/clock';
import type { Context } from '../../src/platform/context';
import type { Log } from '../../src/platform/log';
import { enterEmulatorEnvironment } from '../emulators/environment';
import { CommandFailure } from './failure';
import type { Target } from './target';

interface ConnectionOptions {
  /** Dotenv file with the POS secrets; only on emulators. Default: functions/.secret.local. */
  secretsFile: string | undefined;
  /** Where the emulators' clock is; default: the system's. */
  now: Date | undefined;
  log: Log;
}

/** How long an emulator may take to accept a connection, in milliseconds. */
const CONNECT_TIMEOUT = 3_000;

/**
 * Builds the context that handlers get, on the target.
 * @throws CommandFailure `emulator_unreachable` or `no_credentials`, at once instead of after the clients' own minute of retries.
 */
export async function openContext(target: Target, options: ConnectionOptions): Promise<Context> {
  enter(target);
  await (target.kind === 'emulator' ? assertListening(target) : assertCredentials());
  // Not before the environment points at the services: Google's libraries read it when they are loaded.
  const { createContext } = await import('../../src/platform/composition');
  const { secretsFile, now, log } = options;
  const clock = now === undefined ? systemClock : clockStartingAt(now);
  return { ...createContext({ clock, ...(secretsFile !== undefined && { secretsFile }) }), log };
}

function enter(target: Target): void {
  if (target.kind === 'emulator') {
    enterEmulatorEnvironment(target);
    return;
  }
  Object.assign(process.env, { GCLOUD_PROJECT: target.project, GOOGLE_CLOUD_PROJECT: target.project });
  delete process.env['FIREBASE_CONFIG'];
}

async function assertListening({ firestoreHost, pubsubHost }: Target & { kind: 'emulator' }): Promise<void> {
  for (const host of [firestoreHost, pubsubHost]) {
    const url = new URL(`tcp://${host}`);
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT) });
    } catch (cause) {
      throw new CommandFailure(
        'emulator_unreachable',
        `Nothing answers at ${host}: start the services with npm run emulators, or correct the variables that name them.`,
        undefined,
        { cause },
      );
    } finally {
      socket.destroy();
    }
  }
}

async function assertCredentials(): Promise<void> {
  const { applicationDefault } = await import('firebase-admin/app');
  try {
    await applicationDefault().getAccessToken();
  } catch (cause) {
    throw new CommandFailure(
      'no_credentials',
      'There are no application default credentials that Google accepts: run gcloud auth application-default login.',
      undefined,
      { cause },
    );
  }
}
