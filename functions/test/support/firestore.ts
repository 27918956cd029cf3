import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { startFirestore } from '../../local/emulators/firestore';

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

/** An embedded Firestore of its own, reached over gRPC as any other. */
export async function startTestFirestore(): Promise<TestFirestore> {
  const server = await startFirestore({ port: 0 });
  projects += 1;
  const project = `demo-test-${process.pid}-${projects}`;
  Object.assign(process.env, { FIRESTORE_EMULATOR_HOST: server.host, METADATA_SERVER_DETECTION: 'none' });
  const app = initializeApp({ projectId: project }, project);
  const firestore = getFirestore(app);
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
