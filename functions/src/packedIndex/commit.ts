import { type DocumentReference, type DocumentSnapshot, GrpcStatus } from 'firebase-admin/firestore';
import type { Database, MeteredTransaction } from '../platform/firestore/database';
import { grpcStatus } from '../platform/firestore/failure';
import type { ShardData } from './shard/shardDocument';
import type { Change, DocumentWrite } from './change';
import type { Shard } from './shard/shard';

/** Verifies within a commit's transaction that this delivery still holds the tenant's lease; throws when it doesn't. */
export type Fence = (transaction: MeteredTransaction) => Promise<void>;

/** A shard, and what its document is to be. */
export interface ShardDocument<Entry> {
  readonly shard: Shard<Entry>;
  readonly reference: DocumentReference;
  readonly data: ShardData;
}

/** Changes of records, and the shards that say so. */
export interface Commit<Entry> {
  readonly shards: readonly ShardDocument<Entry>[];
  readonly changes: ReadonlyMap<string, Change<Entry>>;
  /** Keys of changes that the index had before. */
  readonly known: ReadonlySet<string>;
  /** Resolves when the commits before that write the same shards are done. */
  readonly before: Promise<unknown>;
}

type PreRead = (transaction: MeteredTransaction) => Promise<void>;

/**
 * Writes the data documents and the index shards that describe them in one transaction, so that the two can never disagree,
 * fenced by the run's lease. Resolves once it is in Firestore.
 * @throws What the fence throws, what `before` rejects with, and failures of Firestore.
 */
export async function commitChanges<Entry>(
  database: Database,
  fence: Fence,
  { shards, changes, known, before }: Commit<Entry>,
): Promise<void> {
  const commit = (exists: (key: string, write: DocumentWrite) => boolean, look?: PreRead) =>
    database.transaction(async (transaction) => {
      await fence(transaction);
      await look?.(transaction);
      for (const [key, { record, quarantine }] of changes) {
        const state = {
          exists: record !== undefined && exists(key, record.write),
          wasKnown: known.has(key),
        };
        if (record) writeDocument(transaction, record.write, state);
        if (quarantine) writeDocument(transaction, quarantine.write, state);
      }
      for (const { reference, data } of shards) transaction.set(reference, data);
      await before;
    });

  try {
    await commit((key) => known.has(key));
  } catch (error) {
    const status = grpcStatus(error);
    if (status !== GrpcStatus.NOT_FOUND && status !== GrpcStatus.ALREADY_EXISTS) throw error;
    // A document was deleted or created behind the index's back: look, and write what fits what is there.
    const references = [...changes.values()].flatMap(({ record }) =>
      record?.write.kind === 'upsert' || record?.write.kind === 'patch' ? [record.write.reference] : [],
    );
    let existing = new Set<string>();
    await commit(
      (_key, write) => write.kind !== 'none' && existing.has(write.reference.path),
      async (transaction) => {
        const snapshots: DocumentSnapshot[] = await transaction.getAll(references);
        existing = new Set(snapshots.filter(({ exists }) => exists).map(({ ref }) => ref.path));
      },
    );
  }
}

function writeDocument(
  transaction: MeteredTransaction,
  write: DocumentWrite,
  { exists, wasKnown }: { exists: boolean; wasKnown: boolean },
): void {
  switch (write.kind) {
    case 'replace':
      transaction.set(write.reference, write.data);
      return;
    case 'upsert':
      if (exists) transaction.update(write.reference, write.updated);
      else transaction.create(write.reference, { ...write.created, ...(wasKnown && write.recreated) });
      return;
    case 'patch':
      if (exists) transaction.update(write.reference, write.data);
      return;
    case 'delete':
      transaction.delete(write.reference);
      return;
    case 'none':
      return;
  }
}
