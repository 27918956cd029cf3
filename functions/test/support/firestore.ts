import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, initializeFirestore } from 'firebase-admin/firestore';
import { startFirestore } from '../../local/emulators/firestore';

export interface TestFirestore {
  firestore: Firestore;
  project: string;
  /** What the server has counted as billed. */
  stats(): { reads: number; writes: number; deletes: number };
  stop(): Promise<void>;
}

let projects = 0;

/** An embedded Firestore of its own, reached over gRPC as any other. */
export async function startTestFirestore(): Promise<TestFirestore> {
  const server = await startFirestore({ port: 0 });
  projects += 1;
  const project = `demo-test-${process.pid}-${projects}`;
  const app = initializeApp({ projectId: project }, project);
  const firestore = initializeFirestore(app, { preferRest: false });
  firestore.settings({ host: server.host, ssl: false, projectId: project });
  return {
    firestore,
    project,
    stats: () => server.stats(project),
    async stop() {
      await firestore.terminate();
      await deleteApp(app);
      await server.stop();
    },
  };
}
