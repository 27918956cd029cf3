import { alleavesDocumentId, posIdOf } from '../../domain/documentId';
import type { ParsedRow, PosInventoryBatch } from '../../domain/pos';
import { type IndexEntry, itemsStream } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { PermanentError } from '../../platform/errors';
import { groupByItem, itemDocument } from '../posItems';
import { rebuildCursor, rebuildIfNeeded } from '../rebuild';
import type { RecordWriter } from '../recordWriter';
import { defineStage, type StageContext } from '../stage';
import { storedItems } from '../storedRecords';

/** The inventory comes in one answer; only a rebuild has places in between to go on from. */
const cursor = rebuildCursor;

/** The brake looks at menus of at least this many items (design §7). */
const BRAKE_MINIMUM_ITEMS = 20;

/** The largest share of the menu that one run removes unasked. */
const BRAKE_SHARE = 0.5;

/**
 * Makes the menu what the POS says (seed, step 5 and note 5): items are the sums of their batches, and whatever the POS no
 * longer has is removed, whoever wrote it. Fields that staff own stay.
 */
export const productsStage = defineStage({
  name: 'products',
  cursor,

  async *work(context, from) {
    const { database, tenant, tally, totals } = context;
    const writer = context.openWriter(itemsStream);
    await writer.index.loadAll();
    const none = () => Promise.resolve([]);
    yield* rebuildIfNeeded(context, writer, storedItems(tenant.orgId), from, none);
    const strays = await reconcileWithDocuments(context, writer);

    const rows = await context.pos.inventory();
    tally.pages += 1;
    const rowsByItem = groupByItem(rows);
    const stored = [...writer.index.entries()].map(([posItemId]) => posItemId);
    for (const row of rows) if (row.posId === null) writer.quarantine(row, row.issues);
    for (const [posItemId, batches] of rowsByItem) putItem(context, writer, posItemId, batches);
    await writer.flush();

    const removals = [
      ...stored.map((posItemId) => ({
        key: posItemId,
        documentId: alleavesDocumentId(posItemId),
        ofPos: true,
      })),
      ...strays,
    ].filter(({ key }) => !rowsByItem.has(key));
    assertPlausible(context, {
      received: rowsByItem.size,
      stored: stored.length + strays.filter(({ ofPos }) => ofPos).length,
      removed: removals.filter(({ ofPos }) => ofPos).length,
      removedInAll: removals.length,
    });
    for (const { key, documentId } of removals) {
      writer.remove(key, database.document(`${paths.items(tenant.orgId)}/${documentId}`));
    }
    totals.menuProductsCount = writer.index.size;
  },
});

interface Stray {
  key: string;
  documentId: string;
  /** Whether the sync wrote it once; else somebody else did (an import, an entry by hand). */
  ofPos: boolean;
}

/**
 * Finds item documents that the index doesn't know, and makes it forget those that are gone, so that they are written
 * again. The menu is looked through in mode full, and where its size, of all items or of the POS's own, is not what the
 * index says: two reads otherwise.
 */
async function reconcileWithDocuments(
  { database, tenant, run }: StageContext,
  writer: RecordWriter<IndexEntry>,
): Promise<Stray[]> {
  const items = database.collection(paths.items(tenant.orgId));
  const { size } = writer.index;
  const asExpected = async () =>
    (await database.count(items)) === size &&
    (await database.count(items.where('source', '==', 'pos'))) === size;
  if (run.mode !== 'full' && (await asExpected())) return [];

  const strays: Stray[] = [];
  const missing = new Set([...writer.index.entries()].map(([posItemId]) => posItemId));
  for await (const snapshot of database.stream(items.select('source'))) {
    const posItemId = posIdOf(snapshot.id);
    if (posItemId !== undefined && missing.delete(posItemId)) continue;
    // A slash keeps ids that somebody else gave apart from those of the POS: theirs can be the same numbers.
    const key = posItemId ?? `/${snapshot.id}`;
    strays.push({ key, documentId: snapshot.id, ofPos: snapshot.get('source') === 'pos' });
  }
  for (const posItemId of missing) writer.forget(posItemId);
  return strays;
}

/** An item is written from its readable batches; a batch that can't be read is quarantined under the item's id. */
function putItem(
  { tenant, database }: StageContext,
  writer: RecordWriter<IndexEntry>,
  posItemId: string,
  batches: readonly ParsedRow<PosInventoryBatch>[],
): void {
  const faulty = batches.find(({ issues }) => issues.length > 0);
  if (faulty === undefined) writer.release(posItemId);
  else writer.quarantine(faulty, faulty.issues);

  const document = itemDocument({ tenant, database }, posItemId, batches);
  if (document !== null) writer.put(posItemId, (hash) => ({ hash }), document);
}

/**
 * The menu brake (design §7): an answer that would empty the menu, or halve it, is more likely a fault of the POS.
 * What others wrote into the menu says nothing about the answer, so only the POS's own items are weighed.
 */
function assertPlausible(
  { run }: StageContext,
  menu: { received: number; stored: number; removed: number; removedInAll: number },
): void {
  if (run.forceMenu || menu.removedInAll === 0) return;
  const halved = menu.stored >= BRAKE_MINIMUM_ITEMS && menu.removed > menu.stored * BRAKE_SHARE;
  if (menu.received > 0 && !halved) return;
  throw new PermanentError(
    'menu_brake',
    `The POS returned ${menu.received} items, which would remove ${menu.removedInAll} from a menu of ${menu.stored}; ` +
      `nothing was removed. If the POS is right, start a run with forceMenu: true.`,
  );
}
