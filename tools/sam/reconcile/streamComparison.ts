import type { DocumentSnapshot, Query } from 'firebase-admin/firestore';
import type { Database } from '../../../functions/src/platform/firestore/database';
import type { StoredRecords } from '../../../functions/src/sync/records/rebuild';
import { addFound, noDifferences, takeBack } from './differences';
import { type Expected, isAsExpected, labelOf } from './expectations';
import type { Outcome } from './stageRun';

/** Documents asked for at once by id. */
const DOCUMENTS_A_READ = 400;

/** Where the documents of a stream are, and which record each is of. */
export type StreamDocuments = Pick<StoredRecords<never>, 'collection' | 'prefix' | 'keyOf' | 'documentId'>;

/** The documents of one part of a stream: of a window of orders, or of everything. */
export interface Part {
  documents: Query;
  /** Whether a document lies in a part that has been compared before. */
  isOfEarlierPart(snapshot: DocumentSnapshot): boolean;
}

/**
 * Compares what a stage would store with the documents of its stream, part by part, in one pass over the documents. What a part
 * expects and has no document of is looked up by id: it can lie in another part, such as an order whose date was corrected.
 */
export class StreamComparison {
  readonly differences = noDifferences();
  readonly #unreadable = new Set<string>();
  /** Documents of later parts that have been compared already. */
  readonly #compared = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly stored: StreamDocuments,
  ) {}

  /** One read a document of the part, and one a record that has none there. */
  async compare({ expectations, skipped }: Outcome, part: Part): Promise<void> {
    this.differences.records += expectations.size;
    for (const [reason, count] of Object.entries(skipped)) this.#addSkipped(reason, count);
    for (const key of expectations.unreadable) {
      if (!expectations.has(this.#path(key))) this.#addUnreadable(key);
    }
    for await (const snapshot of this.database.stream(part.documents)) {
      const { path } = snapshot.ref;
      const expected = expectations.take(path);
      if (expected !== undefined) this.#compareOne(expected, snapshot);
      else if (!this.#isExplained(snapshot))
        addFound(this.differences.extra, labelOf(snapshot.id, snapshot.data()));
    }
    const rest = expectations.rest();
    for (let start = 0; start < rest.length; start += DOCUMENTS_A_READ) {
      await this.#lookUp(rest.slice(start, start + DOCUMENTS_A_READ), part);
    }
  }

  async #lookUp(rest: readonly [path: string, expected: Expected][], part: Part): Promise<void> {
    const references = rest.map(([path]) => this.database.document(path));
    for (const [position, snapshot] of (await this.database.getAll(references)).entries()) {
      const expected = rest[position]?.[1];
      if (expected === undefined) continue;
      if (!snapshot.exists) {
        addFound(this.differences.missing, expected.label);
        continue;
      }
      this.#compareOne(expected, snapshot);
      if (part.isOfEarlierPart(snapshot)) takeBack(this.differences.extra, expected.label);
      else this.#compared.add(snapshot.ref.path);
    }
  }

  #compareOne(expected: Expected, snapshot: DocumentSnapshot): void {
    if (!isAsExpected(expected, snapshot.data() ?? {})) addFound(this.differences.stale, expected.label);
  }

  /** Whether a document without a record in this part is no surprise. */
  #isExplained(snapshot: DocumentSnapshot): boolean {
    const key = this.stored.keyOf(snapshot.id);
    // A customer that the POS no longer has, and is known to be gone.
    if (snapshot.get('goneSince') != null) return true;
    return this.#compared.has(snapshot.ref.path) || (key !== undefined && this.#unreadable.has(key));
  }

  #addUnreadable(key: string): void {
    if (this.#unreadable.has(key)) return;
    this.#unreadable.add(key);
    addFound(this.differences.unreadable, key);
  }

  #addSkipped(reason: string, count: number): void {
    this.differences.skipped[reason] = (this.differences.skipped[reason] ?? 0) + count;
  }

  #path(key: string): string {
    return `${this.stored.collection}/${this.stored.documentId(key)}`;
  }
}
