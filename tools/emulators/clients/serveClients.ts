import { freePorts } from '../../servers/freePorts';
import type { FirestoreService } from '../firestore/firestoreService';
import type { ClientEmulators } from '../functionsEmulator';
import { DEFAULT_REGION } from '../functions/endpoint';
import type { FunctionHost } from '../host/functionHost';
import type { EmulatorOptions } from '../options';
import type { Suite } from '../suite';
import type { ClientAddresses } from './describeClients';
import { createSampleAccounts } from './sampleAccounts';

export const authHostOf = ({ authPort }: ClientEmulators): string => `127.0.0.1:${authPort}`;

/** What clients need, on ports that are settled; undefined where it wasn't asked for. */
export async function clientEmulators({
  auth,
  authPort,
  hostingPort,
  origins,
}: EmulatorOptions): Promise<ClientEmulators | undefined> {
  if (!auth) return undefined;
  const [freeAuth = 0, freeHosting = 0] = await freePorts(2);
  return { authPort: authPort || freeAuth, hostingPort: hostingPort || freeHosting, origins };
}

/** Makes the sample accounts; returns where everything is. */
export async function serveClients(
  { project, firestore, functions }: Suite<FunctionHost, FirestoreService>,
  emulators: ClientEmulators,
  firestoreName: EmulatorOptions['firestore'],
): Promise<ClientAddresses> {
  await createSampleAccounts(project);
  // Not before the functions' own dotenv files have been read.
  const { region } = await import('../../../functions/src/platform/params');
  return {
    project,
    region: region.value() || DEFAULT_REGION,
    firestoreName,
    firestore: firestore.host,
    functions: functions.url,
    auth: authHostOf(emulators),
    hosting: `http://127.0.0.1:${emulators.hostingPort}`,
    origins: emulators.origins,
  };
}
