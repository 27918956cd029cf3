import type { FirestoreController } from '@firebase-bridge/firestore-admin';
import type { Firestore } from 'firebase-admin/firestore';
import type { Clock } from '../../../../functions/src/platform/ports/clock';
import { CommitClock } from '../../../emulators/firestore/commitClock';
import type { MemoryClient } from '../../../emulators/firestore/memoryClient';
import { Transactions } from '../../../emulators/firestore/transactions';
import type { DatabasePool } from './databasePool';
import { writtenPaths } from './requests';

/** In a seed with that fault: small, so that small shops reach it. */
const MOST_DATA = 3;
const DATA = /\/(?:customers|orders|customer_spending|items|sync_quarantine)\/[^/]+$/;

export type Data = Readonly<Record<string, unknown>>;

/** What a commit did to one document. */
export interface StoredWrite {
  path: string;
  before: Data | undefined;
  after: Data | undefined;
}

/** The seed's Firestore: the in-memory database and, beside it, every document as the last commit left it. */
export class Store {
  readonly documents = new Map<string, Data>();
  readonly client: MemoryClient;
  readonly transactions: Transactions;
  private readonly controller: FirestoreController;
  private readonly commitClock: CommitClock;

  constructor(
    private readonly pool: DatabasePool,
    clock: Clock,
  ) {
    pool.reset();
    this.commitClock = new CommitClock(clock);
    pool.mock.systemTime.custom(() => this.commitClock.now());
    this.controller = pool.controller;
    this.client = pool.client;
    this.transactions = new Transactions(this.client);
  }

  /** Whether a commit writes so much data at once that Firestore could refuse it; a run's own records never are. */
  isTooLarge(request: Record<string, unknown>): boolean {
    const data = writtenPaths(request).filter((path) => DATA.test(path));
    return data.length > MOST_DATA;
  }

  /** Google's client library, for one function instance. */
  openFirestore(): Firestore {
    return this.pool.take();
  }

  /** Commits; `onCommit` hears of it at the very moment at which it takes effect. */
  commit(
    request: Record<string, unknown>,
    onCommit: (writes: StoredWrite[]) => void,
  ): ReturnType<MemoryClient['commit']> {
    this.commitClock.advance();
    const version = this.controller.version();
    const outcome = this.client.commit(request);
    if (this.controller.version() !== version)
      onCommit(writtenPaths(request).map((path) => this.written(path)));
    return outcome;
  }

  /** Writes past the functions, as an operator does; null deletes. */
  write(path: string, data: Record<string, unknown> | null): void {
    this.commitClock.advance();
    if (data === null) this.controller.database.deleteDocument(path);
    else this.controller.database.setDocument(path, data);
    this.written(path);
  }

  /** The documents of a collection by id. */
  collection(path: string): Map<string, Data> {
    const found = new Map<string, Data>();
    for (const [name, data] of this.documents) {
      if (!name.startsWith(path) || name[path.length] !== '/') continue;
      const id = name.slice(path.length + 1);
      if (!id.includes('/')) found.set(id, data);
    }
    return found;
  }

  private written(path: string): StoredWrite {
    const before = this.documents.get(path);
    const document = this.controller.database.getDocument(path);
    const after = document.exists ? document.data : undefined;
    if (after === undefined) this.documents.delete(path);
    else this.documents.set(path, after);
    return { path, before, after };
  }
}
