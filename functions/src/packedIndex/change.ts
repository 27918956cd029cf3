import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import type { QuarantineEntry } from './shard/shardCodec';

/** How a record's document is written. `upsert` leaves the fields that it doesn't name to their other owners. */
export type DocumentWrite =
  | { readonly kind: 'replace'; readonly reference: DocumentReference; readonly data: DocumentData }
  | {
      readonly kind: 'upsert';
      readonly reference: DocumentReference;
      /** The whole document, if there is none yet. */
      readonly created: DocumentData;
      /** What a document starts with besides, that was there and is gone: deleted by hand. */
      readonly recreated?: DocumentData;
      /** Only the fields this writer owns, if there is one. */
      readonly updated: DocumentData;
    }
  /** Some fields of a document that is there; one that is gone stays so. */
  | { readonly kind: 'patch'; readonly reference: DocumentReference; readonly data: DocumentData }
  | { readonly kind: 'delete'; readonly reference: DocumentReference }
  /** The document is as it should be; only the index has to learn of it. */
  | { readonly kind: 'none' };

/** What is to happen to one key: to its record, to its quarantined row, to both, or to the mark of a rebuild. An entry of null removes. */
export interface Change<Entry> {
  record?: { readonly entry: Entry | null; readonly write: DocumentWrite; readonly bytes: number };
  quarantine?: {
    readonly entry: QuarantineEntry | null;
    readonly write: DocumentWrite;
    readonly bytes: number;
  };
  /** See {@link ShardContent}; of the key {@link REBUILDING} only. */
  isRebuilding?: boolean;
}
