import { once } from 'node:events';
import { connect } from 'node:net';
import { clockStartingAt, systemClock } from '../../../functions/src/platform/ports/clock';
import type { Context } from '../../../functions/src/platform/ports/context';
import type { Log } from '../../../functions/src/platform/ports/log';
import { z } from 'zod';
import { parseOptions } from '../../emulators/options';
import { enterEmulatorEnvironment } from '../../emulators/environment';
import { SECRETS_FILE } from '../../emulators/secretsFile';
import { CommandFailure } from '../failure';
import type { Target } from './target';

interface ConnectionOptions {
  /** Dotenv file with the POS secrets; only on emulators. Default: the Emulator Suite's. */
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
  await (target.kind === 'emulator' ? assertListening(target) : readAccessToken());
  // Not before the environment points at the services: Google's libraries read it when they are loaded.
  const { createContext } = await import('../../../functions/src/functions/composition');
  const { secretsFile = target.kind === 'emulator' ? SECRETS_FILE : undefined, now, log } = options;
  const start = now ?? (await emulatorNow(target));
  const clock = start === undefined ? systemClock : clockStartingAt(start);
  return { ...createContext({ clock, ...(secretsFile !== undefined && { secretsFile }) }), log };
}

const consoleSettings = z.object({ embedded: z.object({ project: z.string(), now: z.coerce.date() }) });

/**
 * The time at which emulators of this project are, as the function host on the usual port says: they may have been started at any time.
 * Undefined where it isn't theirs or doesn't answer.
 */
async function emulatorNow(target: Target): Promise<Date | undefined> {
  const { firestorePort, functionsPort } = parseOptions([]);
  if (target.kind !== 'emulator' || target.firestoreHost !== `127.0.0.1:${firestorePort}`) return undefined;
  try {
    const url = `http://127.0.0.1:${functionsPort}/__/firebase/init.json`;
    const response = await fetch(url, { signal: AbortSignal.timeout(CONNECT_TIMEOUT) });
    const { embedded } = consoleSettings.parse(await response.json());
    return embedded.project === target.project ? embedded.now : undefined;
  } catch {
    return undefined;
  }
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
        `Nothing answers at ${host}. Start the services with npm run emulators, or correct FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST.`,
        undefined,
        { cause },
      );
    } finally {
      socket.destroy();
    }
  }
}

/** @throws CommandFailure `no_credentials` */
export async function readAccessToken(): Promise<string> {
  const { applicationDefault } = await import('firebase-admin/app');
  try {
    const { access_token: accessToken } = await applicationDefault().getAccessToken();
    return accessToken;
  } catch (cause) {
    throw new CommandFailure(
      'no_credentials',
      "Google doesn't accept your application default credentials, or there are none. Run gcloud auth application-default login.",
      undefined,
      { cause },
    );
  }
}
