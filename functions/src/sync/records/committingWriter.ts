import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { canonicalJson, fingerprintOfJson } from '../../rules/identity/fingerprint';
import { documentFault } from '../../platform/firestore/documentFault';
import type { Limits } from '../../platform/limits';
import type { ChangeWriter } from '../../packedIndex/changeWriter';
import type { Effects } from '../../packedIndex/effects';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { IndexEntry } from '../../packedIndex/streams';
import type { Tally } from '../stages/tally';
import type { CommittingQuarantine } from './committingQuarantine';
import { comparedOf, type RecordDocument, type SharedDocument, upsertOf, writeOf } from './recordDocument';
import { Duplicates } from './duplicates';
import type { RecordWriter } from './recordWriter';

/**
 * Writes what differs: compares each record with the packed index by the fingerprint of its fields, and commits only changes. In a dry
 * run these go into its preview of the index.
 */
export class CommittingWriter<Entry extends IndexEntry> implements RecordWriter<Entry> {
  readonly duplicates = new Duplicates();

  constructor(
    readonly index: PackedIndex<Entry>,
    readonly quarantine: CommittingQuarantine<Entry>,
    private readonly changes: ChangeWriter<Entry>,
    private readonly tally: Tally,
    private readonly now: Date,
    private readonly limits: Limits['document'],
  ) {}

  /** What has been committed so far. */
  get effects(): Effects {
    return this.changes.effects;
  }

  put(key: string, entry: (hash: string) => Entry, document: RecordDocument): string | null {
    const compared = comparedOf(document);
    const json = canonicalJson(compared);
    const hash = fingerprintOfJson(json);
    const state = this.index.compare(key, hash);
    if (state === 'unchanged') this.tally.unchanged += 1;
    if (state !== 'changed') return null;
    const fault = documentFault(document.reference.path, document.fields, this.limits);
    if (fault !== null) return fault;
    const write = writeOf(document, this.now);
    const bytes = compared === document.fields ? Buffer.byteLength(json) : sizeOf(document.fields);
    this.index.change(key, { record: { entry: entry(hash), write, bytes } });
    return null;
  }

  patch(key: string, entry: Entry, reference: DocumentReference, data: DocumentData): void {
    this.index.change(key, {
      record: { entry, write: { kind: 'patch', reference, data }, bytes: sizeOf(data) },
    });
  }

  /** Replaces a record's document whatever it was, and what the index says of it; null if the index should say nothing. */
  replace(key: string, entry: Entry | null, reference: DocumentReference, data: DocumentData): void {
    this.index.change(key, {
      record: { entry, write: { kind: 'replace', reference, data }, bytes: sizeOf(data) },
    });
  }

  /**
   * Changes some fields of a record's document, and what the index says of it. A document that has been deleted by hand is
   * written whole.
   */
  amend(key: string, entry: Entry, document: SharedDocument, changed: DocumentData): void {
    const write = upsertOf(document, changed, this.now);
    this.index.change(key, { record: { entry, write, bytes: sizeOf(document.fields) } });
  }

  remove(key: string, reference: DocumentReference): void {
    this.index.change(key, { record: { entry: null, write: { kind: 'delete', reference }, bytes: 0 } });
  }

  /** See {@link ChangeWriter.drain}. */
  async drain(): Promise<void> {
    await this.changes.drain();
  }

  /** See {@link ChangeWriter.flush}. */
  async flush(): Promise<void> {
    await this.changes.flush();
  }

  /** See {@link ChangeWriter.settle}. */
  async settle(): Promise<void> {
    await this.changes.settle();
  }
}

function sizeOf(data: DocumentData): number {
  return Buffer.byteLength(canonicalJson(data));
}
