import type { DocumentTrigger, EventListener } from '../../emulators/firestore/firestoreService';
import { sidesOf } from '../../emulators/firestore/protocol';

/** Where the tenants' data stands; everything else a sync writes is about itself. */
const DATA_COLLECTIONS = [
  ...['customers', 'orders', 'customer_spending', 'segment_changes', 'items', 'sync_quarantine'],
];
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

/** Which changes are recorded: all. */
export const ALL_CHANGES: DocumentTrigger = {
  name: 'demo-changes',
  eventType: 'google.cloud.firestore.document.v1.written',
  document: '{path=**}',
};

/** A change by its two sides, of which one can be missing. */
export function recordedChange({
  path,
  before,
  after,
}: {
  path: string;
  before?: unknown;
  after?: unknown;
}): RecordedChange {
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

  /** Takes the events of {@link ALL_CHANGES}. */
  readonly listener: EventListener = (_trigger, makeEvent) => {
    const { document, data } = makeEvent();
    if (!Buffer.isBuffer(data)) throw new Error('An event of a document has no payload.');
    const recorded = recordedChange({ path: String(document), ...sidesOf(data) });
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
