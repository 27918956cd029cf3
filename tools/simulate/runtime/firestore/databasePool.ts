import { FirestoreMock, type FirestoreController } from '@firebase-bridge/firestore-admin';
import type { Firestore } from 'firebase-admin/firestore';
import type { Chance } from '../determinism/determinism';
import { type MemoryClient, openMemoryClient } from '../../../emulators/firestore/memoryClient';

/**
 * One in-memory database and the client libraries opened on it, for one seed after the other: making new ones takes
 * longer than many a seed's whole use of them.
 */
export class DatabasePool {
  readonly mock = new FirestoreMock();
  readonly controller: FirestoreController = this.mock.createDatabase('simulated');
  readonly client: MemoryClient = openMemoryClient(this.controller);
  private readonly opened: Firestore[] = [];
  private inUse = 0;

  constructor(private readonly chance: Chance) {}

  /** A client library that nobody of this seed uses. */
  take(): Firestore {
    const firestore = (this.opened[this.inUse] ??= this.chance.apart(() => this.controller.firestore()));
    this.inUse += 1;
    return firestore;
  }

  /** Empties the database for the next seed. What is left of the last one must never run again. */
  reset(): void {
    this.controller.reset();
    this.inUse = 0;
  }
}
