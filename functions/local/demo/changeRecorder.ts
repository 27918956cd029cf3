import type { DocumentChange } from '../emulators/firestore/changes';

/** Where the tenants' data stands; everything else a sync writes is about itself. */
const DATA_COLLECTIONS = ['customers', 'orders', 'customer_spending', 'items', 'sync_quarantine'];
const BOOKKEEPING_COLLECTIONS = ['sync_status', 'sync_runs', 'sync_index', 'dead_letters'];

export type ChangeKind = 'added' | 'updated' | 'deleted';

/** One committed change of one document. */
export interface RecordedChange {
  kind: ChangeKind;
  path: string;
  /** Empty for a document that is in no tenant. */
  orgId: string;
  /** The last collection of the path. */
  collection: string;
}

export function recordedChange({
  path,
  before,
  after,
}: Pick<DocumentChange, 'path' | 'before' | 'after'>): RecordedChange {
  const segments = path.split('/');
  return {
    kind: before === undefined ? 'added' : after === undefined ? 'deleted' : 'updated',
    path,
    orgId: segments[0] === 'tenants' ? (segments[1] ?? '') : '',
    collection: segments.at(-2) ?? '',
  };
}

export function isData({ collection }: RecordedChange): boolean {
  return DATA_COLLECTIONS.includes(collection);
}

export function isBookkeeping({ collection }: RecordedChange): boolean {
  return BOOKKEEPING_COLLECTIONS.includes(collection);
}

/** Keeps the changes of a database, independently of the functions' own meter. */
export class ChangeRecorder {
  private changes: RecordedChange[] = [];
  private dataWrites = 0;

  /** A listener for the embedded Firestore's `onChange`. */
  readonly listener = (change: DocumentChange): void => {
    const recorded = recordedChange(change);
    this.changes.push(recorded);
    if (isData(recorded)) this.dataWrites += 1;
  };

  /** Changes of data since the last {@link take}. */
  get dataWriteCount(): number {
    return this.dataWrites;
  }

  /** The changes since the last call, in the order of their commits. */
  take(): RecordedChange[] {
    const taken = this.changes;
    this.changes = [];
    this.dataWrites = 0;
    return taken;
  }
}

/** What several changes of the same document come to, by path: a document added and then updated is added. */
export function netChanges(changes: readonly RecordedChange[]): Map<string, ChangeKind> {
  const net = new Map<string, { existed: boolean; exists: boolean }>();
  for (const { kind, path } of changes) {
    const existed = net.get(path)?.existed ?? kind !== 'added';
    net.set(path, { existed, exists: kind !== 'deleted' });
  }
  const kinds = new Map<string, ChangeKind>();
  for (const [path, { existed, exists }] of net) {
    if (existed || exists) kinds.set(path, !existed ? 'added' : exists ? 'updated' : 'deleted');
  }
  return new Map([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)));
}
