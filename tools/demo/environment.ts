import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../functions/src/platform/ports/clock';
import type { Log } from '../../functions/src/platform/ports/log';
import { openFirestore, type FirestoreName } from '../emulators/firestoreChoice';
import type { FirestoreService } from '../emulators/firestore/firestoreService';
import type { FunctionHost } from '../emulators/host/functionHost';
import { startSuiteOn, type Suite } from '../emulators/suite';
import { usualPorts } from '../emulators/usualPorts';
import { PosSimulator } from '../pos/simulator';
import { ALL_CHANGES, ChangeRecorder } from './observations/changeRecorder';
import { secretLines, simulatedTenant, tenantDocument, type DemoTenant } from './demoTenant';

/** Ids that begin with demo- never reach Google Cloud. */
const PROJECT = 'demo-sync-sam';

/** Everything the demo runs on: the local services with the deployed functions, and the simulated point of sale. */
export interface DemoEnvironment {
  readonly suite: Suite<FunctionHost, FirestoreService>;
  /** The Admin SDK, over gRPC; a client of its own, apart from the functions'. */
  readonly firestore: Firestore;
  readonly changes: ChangeRecorder;
  /** A dotenv file with the credentials of the points of sale; gone when the environment stops. */
  readonly secretsFile: string;
  stop(): Promise<void>;
}

/** Loads the deployed functions, and gives them the demo's log. */
async function loadDeployed(clock: Clock, secretsFile: string, log: Log): Promise<object> {
  // Not before the environment points at the embedded services, which firebase-functions looks at when it is loaded.
  const { loadFunctions } = await import('../emulators/functions/loadFunctions');
  const { getContext, useContext } = await import('../../functions/src/functions/composition');
  const functions = await loadFunctions({ project: PROJECT, clock, secretsFile });
  useContext({ ...getContext(), log });
  return functions;
}

/** Starts services, functions and points of sale, and writes the tenants. @param options.now Where the clock starts. */
export async function startEnvironment(options: {
  tenants: readonly DemoTenant[];
  now: Date;
  log: Log;
  /** Default: the embedded one. */
  firestore?: FirestoreName;
}): Promise<DemoEnvironment> {
  const { tenants, now, log } = options;
  const logins = tenants.map(simulatedTenant);
  const directory = await mkdtemp(join(tmpdir(), 'sync-sam-demo-'));
  const removeSecrets = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', removeSecrets);
  const secretsFile = join(directory, 'secrets.env');
  const lines = tenants.flatMap((tenant, index) => {
    const login = logins[index];
    return login ? secretLines(tenant, login) : [];
  });
  await writeFile(secretsFile, lines.join('\n'), { mode: 0o600 });

  const suite = await startSuiteOn(openFirestore(options.firestore ?? 'embedded'), {
    ...(await usualPorts()),
    project: PROJECT,
    schedules: false,
    now,
    log,
    loadExports: (clock) => loadDeployed(clock, secretsFile, log),
  });
  const pos = new PosSimulator({ tenants: logins, clock: suite.clock });
  await pos.start();
  const app = initializeApp({ projectId: PROJECT }, 'demo');
  const firestore = getFirestore(app);
  for (const tenant of tenants)
    await firestore.doc(`tenants/${tenant.orgId}`).set(tenantDocument(tenant, pos.baseUrl));

  const changes = new ChangeRecorder();
  const events = await suite.firestore.listen(PROJECT, [ALL_CHANGES], changes.listener);
  return {
    suite,
    firestore,
    changes,
    secretsFile,
    stop: async () => {
      events.unsubscribe();
      await firestore.terminate();
      await deleteApp(app);
      await suite.stop();
      await pos.stop();
      removeSecrets();
    },
  };
}
