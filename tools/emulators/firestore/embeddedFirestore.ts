import type { Firestore } from 'firebase-admin/firestore';
import { systemClock, type Clock } from '../../../functions/src/platform/ports/clock';
import { type Hold, Holds, type Moment } from '../../servers/holds';
import type { Message } from '../../servers/grpcHandlers';
import { startGrpcServer } from '../../servers/grpcServer';
import { firestoreAnswers } from './answers';
import { attach } from './attach';
import { CommitSize } from './commitSize';
import { MemoryDatabases, type MemoryDatabase } from './databases';
import type { FirestoreStats } from './billing';
import { listenTo } from './documentEvents';
import type { FirestoreService } from './firestoreService';
import { firestoreHandlers } from './handlers';
import { type IndexDefinitions, readIndexDefinitions } from './indexes/definitions';
import { DemandedIndexes } from './indexes/demandedIndexes';
import { noteUsedIndex } from './indexes/usedIndexes';
import { firestoreService } from './protocol';
import { writtenPaths } from './writtenPaths';

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

export interface EmbeddedFirestore extends FirestoreService {
  /** A project's `(default)` database, made where it doesn't exist yet. */
  database(project: string): MemoryDatabase;
  /** What Google would have billed for a project's `(default)` database so far. */
  stats(project: string): FirestoreStats;
  /** Holds the next commit that writes a document whose path, such as `tenants/a`, `writes` accepts. */
  holdCommit(writes: (path: string) => boolean, moment?: Moment): Hold;
  /** From now on answers the requests of a client in this process without gRPC. */
  attach(firestore: Firestore): void;
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
  const definitions = options.indexes ?? readIndexDefinitions();
  const indexes = new DemandedIndexes(definitions, noteUsedIndex);
  const answers = firestoreAnswers(databases, indexes, commits, new CommitSize(definitions));
  const server = await startGrpcServer({
    name: 'Firestore',
    host,
    port,
    service: firestoreService,
    handlers: firestoreHandlers(databases, answers),
  });
  return {
    host: server.host,
    database: (project) => databases.get(project),
    stats: (project) => databases.get(project).billing.snapshot(),
    holdCommit: (writes, moment) => commits.next((request) => writtenPaths(request).some(writes), moment),
    attach: (firestore) => attach(firestore, answers),
    listen: (project, triggers, listener) =>
      Promise.resolve(listenTo(databases.get(project), project, triggers, listener)),
    /** Ends every connection; the data is gone. */
    stop: async () => {
      await server.stop();
      await databases.close();
    },
  };
}
