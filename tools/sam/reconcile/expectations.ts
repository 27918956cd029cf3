import { fingerprint } from '../../../functions/src/rules/identity/fingerprint';
import { parseSpendingKey } from '../../../functions/src/rules/identity/spendingKey';
import { storedHash, storedHashOfWhole } from '../../../functions/src/documents/storedHash';
import type { RecordDocument } from '../../../functions/src/sync/records/recordDocument';

/** What a stage would store of one record. */
export interface Expected {
  hash: string;
  /** The fields that the sync owns; null if it owns the whole document. */
  names: readonly string[] | null;
  /** The document's id, as it may be shown. */
  label: string;
}

/**
 * What a stage would store, as far as a comparison needs it, by the documents' paths; some 300 bytes a record.
 */
export class Expectations {
  readonly #expected = new Map<string, Expected>();
  readonly #nameLists = new Map<string, readonly string[]>();
  /** Keys of rows with something that can't be read. */
  readonly unreadable = new Set<string>();

  /** Puts a document on the list. */
  expect({ kind, reference, fields }: RecordDocument): void {
    this.#expected.set(reference.path, {
      hash: fingerprint(fields),
      names: kind === 'whole' ? null : this.#sameList(Object.keys(fields)),
      label: labelOf(reference.id, fields),
    });
  }

  get size(): number {
    return this.#expected.size;
  }

  has(path: string): boolean {
    return this.#expected.has(path);
  }

  /** Takes what is expected of a document off the list; undefined if nothing is. */
  take(path: string): Expected | undefined {
    const expected = this.#expected.get(path);
    this.#expected.delete(path);
    return expected;
  }

  /** What is left on the list. */
  rest(): [path: string, expected: Expected][] {
    return [...this.#expected];
  }

  /** One list for all records with the same fields. */
  #sameList(names: readonly string[]): readonly string[] {
    const key = names.join();
    const known = this.#nameLists.get(key);
    if (known === undefined) this.#nameLists.set(key, names);
    return known ?? names;
  }
}

/** Whether a document says what is expected of it. */
export function isAsExpected({ hash, names }: Expected, data: Record<string, unknown>): boolean {
  return hash === (names === null ? storedHashOfWhole(data) : storedHash(data, names));
}

/** A document's id; a spending document of an address is named by its customers, because an address is personal. */
export function labelOf(documentId: string, fields: Record<string, unknown>): string {
  const { customerIds } = fields;
  if (!Array.isArray(customerIds) || parseSpendingKey(documentId).kind === 'customer') return documentId;
  return `address of ${customerIds.join(' and ')}`;
}
