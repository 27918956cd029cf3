import { ITEM_FIELDS } from '../../rules/answers/fillRates';
import { alleavesDocumentId, posIdOf } from '../../rules/identity/documentId';
import { withoutContactsDeep } from '../../rules/identity/contacts';
import type { ProductItem } from '../../rules/menu/product';
import type { ParsedRow, RowIssue } from '../../rules/pos';
import { type ItemEntry, itemsStream } from '../../packedIndex/streams';
import { paths } from '../../documents/paths';
import { isRecent } from '../../documents/runScope';
import { PermanentError } from '../../platform/ports/errors';
import type { PosInventory } from '../../platform/ports/pos';
import { type KnownDetails, readDetails } from './itemDetails';
import { itemRecord } from './itemRecord';
import { type PosItem, posItems } from './posItems';
import { assertNothingLost } from '../records/lossBrake';
import { quarantineHash } from '../records/quarantinedRow';
import { rebuildCursor, rebuildIfNeeded } from '../records/rebuild';
import type { RecordWriter } from '../records/recordWriter';
import { defineStage, type StageContext } from './stage';
import { storedItems } from '../records/storedRecords';

/** The inventory is read at once; only a rebuild has places in between to go on from. */
const cursor = rebuildCursor;

/**
 * Makes the menu what the POS says (seed, step 5 and note 5): items are the sums of their batches, and whatever the POS no
 * longer has is removed, no matter who wrote it. Fields that staff own stay.
 */
export const productsStage = defineStage({
  name: 'products',
  cursor,

  async *work(context, from) {
    const { database, run, tenant, tally, totals, pos } = context;
    pos.beginLogin();
    const writer = context.openWriter(itemsStream);
    await writer.index.loadAll();
    const none = () => Promise.resolve([]);
    yield* rebuildIfNeeded(context, writer, storedItems(tenant.orgId), from, none);
    const strays = await reconcileWithDocuments(context, writer);

    const inventory = await pos.inventory(context.baseline?.inventoryRows);
    context.measured.inventory(inventory);
    tally.pages += inventory.requests;
    tally.skip('other_location', inventory.ofOtherLocations);
    if (!run.options.forceMenu) assertComplete(inventory);
    const items = posItems(inventory.rows, tenant);
    const details = await readDetails(context, writer.index, items);
    const stored = [...writer.index.entries()].map(([posItemId]) => posItemId);
    await assertNoFieldLost(context, writer, items, details);
    for (const row of inventory.rows) if (row.posId === null) keep(writer, row, row.issues);
    for (const [posItemId, item] of items) putItem(context, writer, posItemId, item, details);
    await writer.flush();

    const removals = [
      ...stored.map((posItemId) => ({
        key: posItemId,
        documentId: alleavesDocumentId(posItemId),
        ofPos: true,
      })),
      ...strays,
    ].filter(({ key }) => !items.has(key));
    assertPlausible(context, {
      received: items.size,
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

/** Measures the items, and keeps them from being written where they would lose fields in bulk. @throws PermanentError `pos_fields_missing` */
async function assertNoFieldLost(
  context: StageContext,
  { index }: RecordWriter<ItemEntry>,
  items: ReadonlyMap<string, PosItem>,
  details: KnownDetails,
): Promise<void> {
  const products = [...items.values()].flatMap(({ product }) => product ?? []);
  context.measured.records('items', ITEM_FIELDS, products);
  const candidates = products.map((record) => {
    const stored = index.entry(record.posItemId);
    const document = () => itemRecord(context, record, details, stored).document;
    return { record, storedHash: stored?.hash, document };
  });
  await assertNothingLost(context, 'items', ITEM_FIELDS, candidates);
}

interface Stray {
  key: string;
  documentId: string;
  /** Whether the sync wrote it once; else somebody else did (an import, an entry by hand). */
  ofPos: boolean;
}

/**
 * Finds item documents that the index doesn't know, and makes it forget those that are gone, so that they are written
 * again. The menu is looked through in mode full, not for recent changes, and where its size, of all items or of the POS's own, is not what the
 * index says: two reads otherwise.
 */
async function reconcileWithDocuments(
  { database, tenant, run }: StageContext,
  writer: RecordWriter<ItemEntry>,
): Promise<Stray[]> {
  if (isRecent(run.options)) return [];
  const items = database.collection(paths.items(tenant.orgId));
  const { size } = writer.index;
  const asExpected = async () =>
    (await database.count(items)) === size &&
    (await database.count(items.where('source', '==', 'pos'))) === size;
  if (run.options.mode !== 'full' && (await asExpected())) return [];

  const strays: Stray[] = [];
  const missing = new Set([...writer.index.entries()].map(([posItemId]) => posItemId));
  for await (const snapshot of database.stream(items.select('source'))) {
    const posItemId = posIdOf(snapshot.id);
    if (posItemId !== undefined && missing.delete(posItemId)) continue;
    // A slash keeps ids that somebody else gave apart from those of the POS: theirs can be the same numbers.
    const key = posItemId ?? `/${snapshot.id}`;
    strays.push({ key, documentId: snapshot.id, ofPos: snapshot.get('source') === 'pos' });
  }
  for (const posItemId of missing) writer.index.forget(posItemId);
  return strays;
}

/** An item is written from its readable batches; a batch that can't be read is quarantined under the item's id. */
function putItem(
  context: StageContext,
  writer: RecordWriter<ItemEntry>,
  posItemId: string,
  { rows, product }: PosItem,
  details: KnownDetails,
): void {
  const fault = product && putProduct(context, writer, product, details);
  const faulty = fault === null ? rows.filter(({ issues }) => issues.length > 0) : rows;
  const [first] = faulty.toSorted(byHash);
  if (first !== undefined)
    keep(writer, first, fault === null ? first.issues : [{ path: '', message: fault }]);
  else writer.quarantine.release(posItemId);
}

/** @returns What keeps Firestore from taking the item, else null. */
function putProduct(
  context: StageContext,
  writer: RecordWriter<ItemEntry>,
  product: ProductItem,
  details: KnownDetails,
): string | null {
  const { index } = writer;
  const key = product.posItemId;
  const stored = index.entry(key);
  const { document, entry } = itemRecord(context, product, details, stored);
  const fault = writer.put(key, entry, document);
  const now = index.entry(key);
  // The POS has changed something that the menu doesn't have: the item's details are those of its new state all the same.
  if (fault === null && now !== undefined && now.details?.of !== entry(now.hash).details?.of)
    index.adopt(key, entry(now.hash));
  return fault;
}

/** Keeps a faulty row without contact details: a row about stock has nobody's, and no erasure would look for them there. */
function keep(
  { quarantine }: RecordWriter<ItemEntry>,
  row: ParsedRow<unknown>,
  issues: readonly RowIssue[],
): void {
  quarantine.keep(row, issues, withoutContactsDeep(row.payload));
}

/** For an order of batches that is the same in whatever order they come. */
function byHash(a: ParsedRow<unknown>, b: ParsedRow<unknown>): number {
  return quarantineHash(a.issues, a.payload) < quarantineHash(b.issues, b.payload) ? -1 : 1;
}

/**
 * Items whose batches are among the missing rows would show less stock than there is, or none, and be removed: such an inventory changes nothing.
 * @throws PermanentError `pos_inventory_incomplete`
 */
export function assertComplete({ complete, received, announced }: PosInventory): void {
  if (complete) return;
  const rows = announced === null ? `${received} rows again and again` : `${received} of ${announced} rows`;
  throw new PermanentError(
    'pos_inventory_incomplete',
    `The POS returned ${rows} of its inventory, so some are missing; the menu was left as it is. ` +
      `If it keeps happening and the POS doesn't list more items than that, start a run with forceMenu: true. Otherwise, report it to the POS's support.`,
  );
}

/**
 * The menu brake (design §7): an answer that would empty the menu, or halve it, is more likely a fault of the POS.
 * What others wrote into the menu says nothing about the answer, so only the POS's own items are weighed.
 */
function assertPlausible(
  { run, limits }: StageContext,
  menu: { received: number; stored: number; removed: number; removedInAll: number },
): void {
  if (run.options.forceMenu || menu.removedInAll === 0) return;
  const { items, share } = limits.brake;
  const halved = menu.stored >= items && menu.removed > menu.stored * share;
  if (menu.received > 0 && !halved) return;
  throw new PermanentError(
    'menu_brake',
    `The POS returned ${menu.received} items, which would remove ${menu.removedInAll} from a menu of ${menu.stored}; ` +
      `nothing was removed. If the POS is right, start a run with forceMenu: true.`,
  );
}
