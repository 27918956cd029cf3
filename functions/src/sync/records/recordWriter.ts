import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { IndexEntry } from '../../packedIndex/streams';
import type { Duplicates } from './duplicates';
import type { Quarantine } from './quarantine';
import type { RecordDocument } from './recordDocument';

/** What a stage hands the records of a stream to, whatever becomes of them. */
export interface RecordWriter<Entry extends IndexEntry> {
  /** What is stored, with what has been handed over. */
  readonly index: PackedIndex<Entry>;
  /** Where rows go that can't be used. */
  readonly quarantine: Quarantine;
  /** Which of several rows of one id counts. */
  readonly duplicates: Duplicates;
  /**
   * A record as it should be.
   *
   * @returns What keeps Firestore from taking the document, which then stays as it was; else null.
   */
  put(key: string, entry: (hash: string) => Entry, document: RecordDocument): string | null;
  /** Changes fields of a record's document that are no part of what the POS says of it. A document that was deleted by hand stays so. */
  patch(key: string, entry: Entry, reference: DocumentReference, data: DocumentData): void;
  /** A record that should no longer be there. */
  remove(key: string, reference: DocumentReference): void;
  /** Tells that a page has been handed over: a moment to begin with what is due. */
  drain(): Promise<void>;
  /** Resolves when everything that has been handed over is done with. */
  flush(): Promise<void>;
}
