import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import { canonicalJson, fingerprintOfJson } from '../domain/fingerprint';
import type { ParsedRow, RowIssue } from '../domain/pos';
import type { ChangeWriter } from '../firestore/packedIndex/changeWriter';
import type { PackedIndex } from '../firestore/packedIndex/packedIndex';
import type { DocumentWrite } from '../firestore/packedIndex/shard';
import type { IndexEntry } from '../firestore/packedIndex/streams';
import type { QuarantineEntry } from '../firestore/packedIndex/shardCodec';
import { quarantineHash, quarantineKey, type QuarantineStore } from '../firestore/quarantine';
import type { Tally } from './tally';

/** How long a quarantined row that keeps coming back unchanged is left alone; `lastSeenAt` is that accurate. */
const QUARANTINE_REFRESH_MILLISECONDS = 24 * 3_600_000;

/** Firestore takes documents up to 1 MiB; JSON is close to its measure. */
const MAX_DOCUMENT_BYTES = 900 * 1024;

/** A document of which the sync owns only some fields. */
export interface SharedDocument<Fields extends DocumentData = DocumentData> {
  readonly kind: 'shared';
  readonly reference: DocumentReference;
  /** The fields that the sync owns. */
  readonly fields: Fields;
  /** What else a new document starts with. */
  readonly initial: DocumentData;
  /** And what besides, where the document had been deleted by hand. */
  readonly afterDeletion?: DocumentData;
}

/** How the document of a record is written: whole, or only the fields that the sync owns. */
export type RecordDocument =
  | { readonly kind: 'whole'; readonly reference: DocumentReference; readonly fields: DocumentData }
  | SharedDocument;

/**
 * Turns records into changes: compares each with the packed index by the fingerprint of its fields, and hands on only
 * what differs. `updatedAt` is set on what is written and is no part of the fingerprint.
 */
export class RecordWriter<Entry extends IndexEntry> {
  constructor(
    readonly index: PackedIndex<Entry>,
    private readonly changes: ChangeWriter<Entry>,
    private readonly tally: Tally,
    private readonly quarantineStore: QuarantineStore,
    private readonly now: Date,
  ) {}

  get effects() {
    return this.changes.effects;
  }

  /** Writes the record if it is new or differs from what was last written. */
  put(key: string, entry: (hash: string) => Entry, document: RecordDocument): void {
    const json = canonicalJson(document.fields);
    const hash = fingerprintOfJson(json);
    const shard = this.index.shardOf(key);
    if (shard.content.entries.get(key)?.hash === hash) {
      // Also where the same record came before with other content: the last one counts.
      shard.cancelRecord(key);
      this.tally.unchanged += 1;
      return;
    }
    if (shard.entry(key)?.hash === hash) return;
    this.changes.change(key, {
      record: { entry: entry(hash), write: this.writeOf(document), bytes: json.length },
    });
  }

  /** Replaces a record's document whatever it was, and what the index says of it; null where the index should say nothing. */
  replace(key: string, entry: Entry | null, reference: DocumentReference, data: DocumentData): void {
    const bytes = canonicalJson(data).length;
    this.changes.change(key, { record: { entry, write: { kind: 'replace', reference, data }, bytes } });
  }

  /**
   * Changes some fields of a record's document, and what the index says of it. A document that has been deleted by hand is
   * written whole.
   */
  amend(key: string, entry: Entry, document: SharedDocument, changed: DocumentData): void {
    const write = this.upsertOf(document);
    this.changes.change(key, {
      record: {
        entry,
        write: { ...write, updated: { ...changed, updatedAt: this.now } },
        bytes: canonicalJson(document.fields).length,
      },
    });
  }

  remove(key: string, reference: DocumentReference): void {
    this.changes.change(key, { record: { entry: null, write: { kind: 'delete', reference }, bytes: 0 } });
  }

  /** Lets go of a record whose document is gone, so that it is written anew if the POS still has it. */
  forget(key: string): void {
    this.index.forget(key);
    this.adopt(key, null);
  }

  /** Corrects what the index says of a record whose document is as it is; null where there is no document. */
  adopt(key: string, entry: Entry | null): void {
    this.changes.change(key, { record: { entry, write: { kind: 'none' }, bytes: 0 } });
  }

  /**
   * Hands a row on to `use` if it can be used, and keeps what is wrong with it in quarantine; a row that is in order
   * again leaves quarantine.
   *
   * @param keepPayload Whether the row may be kept as received; not where it is about an erased customer.
   */
  accept<T>(row: ParsedRow<T>, use: (record: T) => void, keepPayload = true): void {
    const tooLarge = row.record !== null && JSON.stringify(row.payload).length > MAX_DOCUMENT_BYTES;
    if (tooLarge) {
      const issue = { path: '', message: `is larger than ${MAX_DOCUMENT_BYTES} bytes` };
      this.quarantine(row, [...row.issues, issue], keepPayload);
      return;
    }
    if (row.issues.length > 0) this.quarantine(row, row.issues, keepPayload);
    else if (row.posId !== null) this.release(row.posId);
    if (row.record !== null) use(row.record);
  }

  quarantine(row: ParsedRow<unknown>, issues: readonly RowIssue[], keepPayload = true): void {
    this.tally.quarantined += 1;
    const key = quarantineKey(row);
    const payload = keepPayload ? row.payload : null;
    const hash = quarantineHash(issues, payload);
    const known = this.index.shardOf(key).quarantined(key);
    const now = this.now.getTime();
    if (known?.hash === hash && now - known.lastSeenAt < QUARANTINE_REFRESH_MILLISECONDS) return;

    const entry = {
      hash,
      count: (known?.count ?? 0) + 1,
      firstSeenAt: known?.firstSeenAt ?? now,
      lastSeenAt: now,
    };
    const { posId } = row;
    const data = this.quarantineStore.document(this.index.stream.name, { posId, payload }, issues, entry);
    this.putQuarantined(key, entry, data);
  }

  /** Writes what quarantine keeps of a row. */
  putQuarantined(key: string, entry: QuarantineEntry, data: DocumentData): void {
    this.changes.change(key, {
      quarantine: {
        entry,
        write: { kind: 'replace', reference: this.quarantineReference(key), data },
        bytes: JSON.stringify(data['payload']).length,
      },
    });
  }

  /** Takes a row out of quarantine. @param isKept Whether it is there; by default where the index knows of it. */
  release(key: string, isKept = this.index.shardOf(key).quarantined(key) !== undefined): void {
    if (!isKept) return;
    const reference = this.quarantineReference(key);
    this.changes.change(key, { quarantine: { entry: null, write: { kind: 'delete', reference }, bytes: 0 } });
  }

  /** Whether the mark stands in the index, whose shard for it is loaded. */
  hasMark(mark: string): boolean {
    return this.index.shardOf(mark).quarantined(mark) !== undefined;
  }

  /** Sets or removes a mark in the index, beside what it knows of quarantine; a mark has no document. */
  setMark(mark: string, isSet: boolean): void {
    const now = this.now.getTime();
    const entry = isSet ? { hash: mark, count: 1, firstSeenAt: now, lastSeenAt: now } : null;
    this.changes.change(mark, { quarantine: { entry, write: { kind: 'none' }, bytes: 0 } });
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

  private writeOf(document: RecordDocument): DocumentWrite {
    if (document.kind === 'shared') return this.upsertOf(document);
    const { reference, fields } = document;
    return { kind: 'replace', reference, data: { ...fields, updatedAt: this.now } };
  }

  private upsertOf({ reference, fields, initial, afterDeletion }: SharedDocument) {
    const updated = { ...fields, updatedAt: this.now };
    return {
      kind: 'upsert' as const,
      reference,
      created: { ...initial, ...updated },
      ...(afterDeletion && { recreated: afterDeletion }),
      updated,
    };
  }

  private quarantineReference(key: string): DocumentReference {
    return this.quarantineStore.reference(this.index.stream.name, key);
  }
}
