import { FirestoreMock, type FirestoreController } from '@firebase-bridge/firestore-admin';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { CommitClock } from '../../emulators/firestore/commitClock';
import type { Clock } from '../../../src/platform/clock';

export type Data = Readonly<Record<string, unknown>>;

/** What a commit did to one document. */
export interface StoredWrite {
  path: string;
  before: Data | undefined;
  after: Data | undefined;
}

type ClientFactory = () => { commit(request: object, options?: object): Promise<unknown> };

const commitRequest = z.object({
  writes: z
    .array(z.object({ update: z.object({ name: z.string() }).nullish(), delete: z.string().nullish() }))
    .nullish(),
});

/** The seed's Firestore: the in-memory database and, beside it, every document as the last commit left it. */
export class Store {
  readonly documents = new Map<string, Data>();
  private readonly controller: FirestoreController;
  private readonly commitClock: CommitClock;

  constructor(clock: Clock) {
    this.commitClock = new CommitClock(clock);
    const mock = new FirestoreMock();
    mock.systemTime.custom(() => this.commitClock.now());
    this.controller = mock.createDatabase('simulated');
  }

  /** A client of the database; `onCommit` hears of each of its commits that takes effect, at that very moment. */
  connect(onCommit: (writes: StoredWrite[]) => void): Firestore {
    const firestore = this.controller.firestore();
    // Private parts of @firebase-bridge/firestore-admin 0.0.10, as in emulators/firestore/memoryClient.ts.
    const pool: unknown = Reflect.get(firestore, '_clientPool');
    if (!isPool(pool))
      throw new Error(
        '@firebase-bridge/firestore-admin has changed inside: adapt simulate/runtime/store.ts.',
      );
    const factory = pool.clientFactory.bind(pool);
    pool.clientFactory = () => {
      const client = factory();
      const commit = client.commit.bind(client);
      client.commit = (request, options) => {
        this.commitClock.advance();
        const version = this.controller.version();
        const outcome = commit(request, options);
        if (this.controller.version() !== version) onCommit(this.written(request));
        return outcome;
      };
      return client;
    };
    return firestore;
  }

  /** Writes past the functions, as an operator does; null deletes. */
  write(path: string, data: Record<string, unknown> | null): void {
    this.commitClock.advance();
    if (data === null) this.controller.database.deleteDocument(path);
    else this.controller.database.setDocument(path, data);
    if (data === null) this.documents.delete(path);
    else this.documents.set(path, data);
  }

  /** The documents of a collection by id. */
  collection(path: string): Map<string, Data> {
    const found = new Map<string, Data>();
    for (const [name, data] of this.documents) {
      if (!name.startsWith(`${path}/`)) continue;
      const id = name.slice(path.length + 1);
      if (!id.includes('/')) found.set(id, data);
    }
    return found;
  }

  dispose(): void {
    this.controller.delete();
  }

  private written(request: object): StoredWrite[] {
    const names = (commitRequest.parse(request).writes ?? []).map(
      (write) => write.update?.name ?? write.delete ?? '',
    );
    return names.map((name) => {
      const path = name.slice(name.indexOf('/documents/') + '/documents/'.length);
      const before = this.documents.get(path);
      const document = this.controller.database.getDocument(path);
      const after = document.exists ? document.data : undefined;
      if (after === undefined) this.documents.delete(path);
      else this.documents.set(path, after);
      return { path, before, after };
    });
  }
}

function isPool(value: unknown): value is { clientFactory: ClientFactory } {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'clientFactory') === 'function'
  );
}
