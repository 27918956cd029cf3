import { fingerprint } from '../../../src/domain/fingerprint';
import { parseSpendingKey } from '../../../src/domain/spendingKey';
import type { IndexEntry } from '../../../src/firestore/packedIndex/streams';
import { quarantineKey } from '../../../src/firestore/quarantine';
import { storedHash, storedHashOfWhole } from '../../../src/pipeline/rebuild';
import type { RecordDocument, RecordWriter } from '../../../src/pipeline/recordWriter';

/** What a stage would store of one record. */
export interface Expected {
  hash: string;
  /** The fields that the sync owns; null where it owns the whole document. */
  names: readonly string[] | null;
  /** The document's id, as it may be shown. */
  label: string;
}

/**
 * What a stage would store, as far as a comparison needs it: heard from the writer that the stage is given, so that the mapping
 * is the stage's own. By the documents' paths; some 300 bytes a record.
 */
export class Expectations {
  readonly #expected = new Map<string, Expected>();
  readonly #nameLists = new Map<string, readonly string[]>();
  /** Keys of rows with something that can't be read. */
  readonly unreadable = new Set<string>();

  /**
   * Makes a writer tell what it would write, and write nothing: what the stage hands it is never given to a commit.
   * @param onPage Called when the stage has handed over a page.
   */
  listenTo<Entry extends IndexEntry>(writer: RecordWriter<Entry>, onPage: () => void): RecordWriter<Entry> {
    const nothing = (): void => undefined;
    const nothingAsync = (): Promise<void> => Promise.resolve();
    return Object.assign(writer, {
      put: (_key: string, _entry: unknown, document: RecordDocument) => this.#expect(document),
      quarantine: (row: Parameters<typeof quarantineKey>[0]) => {
        this.unreadable.add(quarantineKey(row));
      },
      drain: () => {
        onPage();
        return Promise.resolve();
      },
      putQuarantined: nothing,
      release: nothing,
      remove: nothing,
      flush: nothingAsync,
      settle: nothingAsync,
    });
  }

  get size(): number {
    return this.#expected.size;
  }

  has(path: string): boolean {
    return this.#expected.has(path);
  }

  /** Takes what is expected of a document off the list; undefined where nothing is. */
  take(path: string): Expected | undefined {
    const expected = this.#expected.get(path);
    this.#expected.delete(path);
    return expected;
  }

  /** What is left on the list. */
  rest(): [path: string, expected: Expected][] {
    return [...this.#expected];
  }

  #expect({ kind, reference, fields }: RecordDocument): void {
    this.#expected.set(reference.path, {
      hash: fingerprint(fields),
      names: kind === 'whole' ? null : this.#sameList(Object.keys(fields)),
      label: labelOf(reference.id, fields),
    });
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
