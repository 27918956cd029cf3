import type { DocumentData, DocumentReference, Firestore, WriteBatch } from 'firebase-admin/firestore';
import pLimit from 'p-limit';
import { DEFAULT_LIMITS } from '../../../functions/src/platform/limits';

/** Writes that wait for a free place; more would only fill the memory. */
const MAX_WAITING = 4;

/** Writes documents in full batches, several of them in flight. */
export class CommitQueue {
  private readonly limit = pLimit(DEFAULT_LIMITS.commit.underWay);
  private readonly underWay = new Set<Promise<unknown>>();
  private batch: WriteBatch;
  private size = 0;

  constructor(private readonly firestore: Firestore) {
    this.batch = firestore.batch();
  }

  /** @param merge Whether fields that `data` doesn't name stay. */
  async set(reference: DocumentReference, data: DocumentData, merge: boolean): Promise<void> {
    this.batch.set(reference, data, { merge });
    await this.added();
  }

  async delete(reference: DocumentReference): Promise<void> {
    this.batch.delete(reference);
    await this.added();
  }

  /** Resolves when everything is in Firestore. */
  async flush(): Promise<void> {
    if (this.size > 0) this.commit();
    await Promise.all(this.underWay);
  }

  private async added(): Promise<void> {
    this.size += 1;
    if (this.size < DEFAULT_LIMITS.commit.documents) return;
    this.commit();
    while (this.limit.pendingCount >= MAX_WAITING) await Promise.race(this.underWay);
  }

  private commit(): void {
    const full = this.batch;
    this.batch = this.firestore.batch();
    this.size = 0;
    const commit = this.limit(() => full.commit()).finally(() => this.underWay.delete(commit));
    this.underWay.add(commit);
  }
}
