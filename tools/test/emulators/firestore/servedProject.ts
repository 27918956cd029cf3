import type { Firestore } from 'firebase-admin/firestore';
import { type EmbeddedFirestore, startFirestore } from '../../../emulators/firestore/embeddedFirestore';
import { connectFirestore } from '../connect';

export const project = 'demo-firestore-test';

/** An embedded Firestore with an ordinary client of one project over gRPC. */
export interface ServedProject {
  server: EmbeddedFirestore;
  db: Firestore;
  stop(): Promise<void>;
}

export async function serveProject(options?: Parameters<typeof startFirestore>[0]): Promise<ServedProject> {
  const server = await startFirestore(options);
  const db = connectFirestore(server.host, project);
  const stop = async () => {
    await db.terminate();
    await server.stop();
  };
  return { server, db, stop };
}
