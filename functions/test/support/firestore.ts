import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { startFirestore } from '../../../tools/emulators/firestore/embeddedFirestore';

export interface TestFirestore {
  firestore: Firestore;
  project: string;
  /** What the server has counted as billed. */
  stats(): { reads: number; writes: number; deletes: number };
  /** Calls back for every committed change of a document. */
  onChange(listener: (change: { path: string }) => void): () => void;
  /** Resolves when the listeners know of everything that has been committed. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

let projects = 0;

/** How a harness's requests reach the embedded Firestore; `direct` spares most of a test's time. */
export type Protocol = 'direct' | 'grpc';

/** An embedded Firestore of its own. */
export async function startTestFirestore(protocol: Protocol = 'direct'): Promise<TestFirestore> {
  const server = await startFirestore({ port: 0 });
  projects += 1;
  const project = `demo-test-${process.pid}-${projects}`;
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const app = initializeApp({ projectId: project }, project);
  const firestore = getFirestore(app);
  if (protocol === 'direct') server.attach(firestore);
  return {
    firestore,
    project,
    stats: () => server.stats(project),
    onChange: (listener) => server.database(project).onChange(listener),
    idle: () => server.database(project).changes.idle(),
    async stop() {
      await firestore.terminate();
      await deleteApp(app);
      await server.stop();
    },
  };
}
