import type { DocumentData, DocumentReference } from 'firebase-admin/firestore';
import type { ParsedRow, RowIssue } from '../../rules/pos';
import type { Database } from '../../platform/firestore/database';
import { documentSize } from '../../platform/firestore/documentSize';
import type { Limits } from '../../platform/limits';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { QuarantineEntry } from '../../packedIndex/shard/shardCodec';
import type { IndexEntry } from '../../packedIndex/streams';
import type { Tally } from '../stages/tally';
import type { Quarantine } from './quarantine';
import { quarantineDocument, quarantineHash, quarantineKey, quarantinePath } from './quarantinedRow';

/** What rows are kept for, and with. */
interface Keeping {
  readonly database: Database;
  readonly orgId: string;
  readonly runId: string;
  readonly now: Date;
  readonly tally: Tally;
  readonly limits: Limits['quarantine'];
}

/** Keeps rows in `sync_quarantine`, and what is known of each in the stream's index, in the same commits as its records. */
export class CommittingQuarantine<Entry extends IndexEntry> implements Quarantine {
  constructor(
    private readonly index: PackedIndex<Entry>,
    private readonly keeping: Keeping,
  ) {}

  /** A row that keeps coming back as it is is counted in the run, and written once a day. */
  keep(row: ParsedRow<unknown>, issues: readonly RowIssue[], payload: unknown = row.payload): void {
    const { tally, runId, limits } = this.keeping;
    tally.quarantined += 1;
    const key = quarantineKey(row);
    const hash = quarantineHash(issues, payload);
    const shard = this.index.shardOf(key);
    const known = shard.content.quarantined.get(key);
    const now = this.keeping.now.getTime();
    if (known?.hash === hash && now - known.lastSeenAt < limits.refreshMilliseconds) {
      // Also if another row of the same id would have changed it.
      shard.cancelQuarantine(key);
      return;
    }

    const entry = {
      hash,
      count: (known?.count ?? 0) + 1,
      firstSeenAt: known?.firstSeenAt ?? now,
      lastSeenAt: now,
    };
    const faulty = { posId: row.posId, issues, payload };
    this.put(key, entry, quarantineDocument(this.index.stream.name, faulty, entry, runId, limits));
  }

  countAnother(): void {
    this.keeping.tally.quarantined += 1;
  }

  /** Writes what is kept of a row. */
  put(key: string, entry: QuarantineEntry, data: DocumentData): void {
    const reference = this.reference(key);
    const bytes = documentSize(reference.path, data);
    this.index.change(key, { quarantine: { entry, write: { kind: 'replace', reference, data }, bytes } });
  }

  /** @param isKept Whether it is there; by default if the index knows of it. */
  release(key: string, isKept = this.index.quarantined(key) !== undefined): void {
    if (!isKept) return;
    const write = { kind: 'delete', reference: this.reference(key) } as const;
    this.index.change(key, { quarantine: { entry: null, write, bytes: 0 } });
  }

  private reference(key: string): DocumentReference {
    const { database, orgId } = this.keeping;
    return database.document(quarantinePath(orgId, this.index.stream.name, key));
  }
}
