import { FirestoreMock, type FirestoreController, type MetaDocument } from '@firebase-bridge/firestore-admin';
import { status } from '@grpc/grpc-js';
import type { Clock } from '../../../functions/src/platform/ports/clock';
import { setTimeout as delay } from 'node:timers/promises';
import { Activity } from '../delivery/activity';
import type { Worker } from '../delivery/quiet';
import { GrpcError, type Message } from '../../servers/grpcHandlers';
import { BillingMeter } from './billing';
import { watchChanges, type DocumentChange, type WatchedDocuments } from './changes';
import { CommitClock } from './commitClock';
import { HistoryPruner } from './history';
import { answerAtOnce } from './latency';
import { openMemoryClient, type MemoryClient } from './memoryClient';
import { Transactions } from './transactions';

const DATABASE_NAME = /^projects\/([^/]+)\/databases\/([^/]+)/;
// Google's rule for project ids.
const PROJECT_ID = /^[a-z](?:-?[a-z0-9]){5,29}$/;

/** How long after a commit the in-memory client tells its listeners, in milliseconds; fixed in @firebase-bridge/firestore-admin. */
const ANNOUNCED_AFTER_MS = 3;

/** One in-memory Firestore database. */
export class MemoryDatabase {
  readonly client: MemoryClient;
  readonly transactions: Transactions;
  readonly billing = new BillingMeter();

  private readonly announcements = new Activity();
  private readonly history: HistoryPruner;

  constructor(private readonly controller: FirestoreController) {
    this.client = openMemoryClient(controller);
    this.transactions = new Transactions(this.client);
    this.history = new HistoryPruner(controller.database);
  }

  /** Quiet when the listeners know of all commits that have been answered. */
  get changes(): Worker {
    return this.announcements;
  }

  /** A document in its protobuf form. */
  serialize(document: MetaDocument): Message {
    return this.client.context.serializeDoc(document);
  }

  /** Accounts for a request that has been written; `refused`: how many of its writes had no effect. */
  written(request: Message, time: Date, refused = 0): void {
    this.billing.write(request, refused);
    this.history.prune(request, time);
    // Timers of one length run in the order in which they were set, and the client's was set during the commit.
    void this.announcements.run(() => delay(ANNOUNCED_AFTER_MS));
  }

  /** Calls `listener` for every committed change of a document from now on; returns the function that ends it. */
  onChange(listener: (change: DocumentChange) => void, watched?: WatchedDocuments): () => void {
    return watchChanges(this.controller.database, listener, watched);
  }
}

/** The databases of one server; each comes into being when it is first named. */
export class MemoryDatabases {
  private readonly mock = new FirestoreMock();
  private readonly databases = new Map<string, MemoryDatabase>();
  private readonly commitClock: CommitClock;

  constructor(clock: Clock) {
    answerAtOnce();
    this.commitClock = new CommitClock(clock);
    this.mock.systemTime.custom(() => this.commitClock.now());
  }

  get(project: string, database = '(default)'): MemoryDatabase {
    const key = `${project}/${database}`;
    const existing = this.databases.get(key);
    if (existing) return existing;
    if (!PROJECT_ID.test(project)) {
      throw new GrpcError(
        status.INVALID_ARGUMENT,
        `Invalid project id "${project}": use 6 to 30 lowercase letters, digits and single hyphens, beginning with a letter.`,
      );
    }
    const created = new MemoryDatabase(this.mock.createDatabase(project, database));
    this.databases.set(key, created);
    return created;
  }

  /** The database that a request names in `database` or `parent`. */
  of(request: Message): MemoryDatabase {
    const name = request['database'] ?? request['parent'];
    const match = typeof name === 'string' ? DATABASE_NAME.exec(name) : null;
    if (!match?.[1]) throw new GrpcError(status.INVALID_ARGUMENT, 'The request names no database.');
    return this.get(match[1], match[2]);
  }

  /** Must come before every write: see {@link CommitClock}. Returns its time. */
  beginWrite(): Date {
    this.commitClock.advance();
    return this.commitClock.now();
  }

  /** Ends every open stream and frees the memory. */
  async close(): Promise<void> {
    await Promise.all([...this.databases.values()].map((database) => database.client.close()));
    this.databases.clear();
    this.mock.deleteAll();
  }
}
