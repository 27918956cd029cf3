import type { PackedIndex } from '../../../functions/src/packedIndex/packedIndex';
import type { IndexEntry } from '../../../functions/src/packedIndex/streams';
import { documentFault } from '../../../functions/src/platform/firestore/documentFault';
import { Duplicates } from '../../../functions/src/sync/records/duplicates';
import type { Quarantine } from '../../../functions/src/sync/records/quarantine';
import { quarantineKey } from '../../../functions/src/sync/records/quarantinedRow';
import type { RecordDocument } from '../../../functions/src/sync/records/recordDocument';
import type { RecordWriter } from '../../../functions/src/sync/records/recordWriter';
import type { Expectations } from './expectations';

/** Writes nothing: it puts down what the stage would have written, so that the mapping compared with is the stage's own. */
export class ComparingWriter<Entry extends IndexEntry> implements RecordWriter<Entry> {
  readonly quarantine: Quarantine = {
    keep: (row) => this.expectations.unreadable.add(quarantineKey(row)),
    countAnother: () => undefined,
    release: () => undefined,
  };

  readonly duplicates = new Duplicates();

  /** @param onPage Called when the stage has handed over a page. */
  constructor(
    readonly index: PackedIndex<Entry>,
    private readonly expectations: Expectations,
    private readonly onPage: () => void,
  ) {}

  put(_key: string, _entry: (hash: string) => Entry, document: RecordDocument): string | null {
    const fault = documentFault(document.reference.path, document.fields);
    if (fault === null) this.expectations.expect(document);
    return fault;
  }

  patch(): void {
    // Customers whom the POS no longer has are found among the documents.
  }

  remove(): void {
    // What is there and not expected is found among the documents.
  }

  drain(): Promise<void> {
    this.onPage();
    return Promise.resolve();
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }
}
