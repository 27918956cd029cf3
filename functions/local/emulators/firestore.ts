import { systemClock, type Clock } from '../../src/platform/clock';
import { type Hold, Holds, type Moment } from '../holds';
import type { Message } from './grpcHandlers';
import { startGrpcServer } from './grpcServer';
import { MemoryDatabases, type MemoryDatabase } from './firestore/databases';
import type { FirestoreStats } from './firestore/billing';
import { firestoreHandlers } from './firestore/handlers';
import { type IndexDefinitions, readIndexDefinitions } from './firestore/indexes/definitions';
import { DemandedIndexes } from './firestore/indexes/demandedIndexes';
import { noteUsedIndex } from './firestore/indexes/usedIndexes';
import { firestoreService } from './firestore/protocol';
import { writtenPaths } from './firestore/writtenPaths';

export interface EmbeddedFirestoreOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Gives the server time of commits and reads. Default: the system's. */
  clock?: Clock;
  /** A query that needs another is refused. Default: this project's `firestore.indexes.json`. */
  indexes?: IndexDefinitions;
}

export interface EmbeddedFirestore {
  /** For `FIRESTORE_EMULATOR_HOST`. */
  readonly host: string;
  /** A project's `(default)` database, made where it doesn't exist yet. */
  database(project: string): MemoryDatabase;
  /** What Google would have billed for a project's `(default)` database so far. */
  stats(project: string): FirestoreStats;
  /** Holds the next commit that writes a document whose path, such as `tenants/a`, `writes` accepts. */
  holdCommit(writes: (path: string) => boolean, moment?: Moment): Hold;
  /** Ends every connection; the data is gone. */
  stop(): Promise<void>;
}

/**
 * An in-memory Firestore that any Google client in any process reaches over gRPC. It serves every project id, with a
 * database for each from its first use on. Transactions are optimistic: under contention a commit answers ABORTED and
 * the client tries again.
 * @throws Error when the port is taken.
 */
export async function startFirestore(options: EmbeddedFirestoreOptions = {}): Promise<EmbeddedFirestore> {
  const { port = 0, host = '127.0.0.1', clock = systemClock } = options;
  const databases = new MemoryDatabases(clock);
  const commits = new Holds<Message>();
  const indexes = new DemandedIndexes(options.indexes ?? readIndexDefinitions(), noteUsedIndex);
  const server = await startGrpcServer({
    name: 'Firestore',
    host,
    port,
    service: firestoreService,
    handlers: firestoreHandlers(databases, indexes, commits),
  });
  return {
    host: server.host,
    database: (project) => databases.get(project),
    stats: (project) => databases.get(project).billing.snapshot(),
    holdCommit: (writes, moment) => commits.next((request) => writtenPaths(request).some(writes), moment),
    stop: async () => {
      await server.stop();
      await databases.close();
    },
  };
}
