import { SyncError } from '../../platform/ports/errors';
import { fingerprint } from '../../rules/identity/fingerprint';
import type { ProductItem } from '../../rules/menu/product';
import type { PosItemDetails } from '../../rules/pos';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { ItemEntry } from '../../packedIndex/streams';
import type { PosItem } from './posItems';
import type { StageContext } from './stage';

/** Images and descriptions as far as a sync knows them, which it does of items that are new or have changed (decision 0019). */
export interface KnownDetails {
  /** What tells whether an item has changed; null if nothing has been fetched for it. */
  of(product: ProductItem): string | null;
  /** The POS's, null if it has none; undefined if what is stored stands. */
  get(posItemId: string): PosItemDetails | null | undefined;
}

/**
 * Fetches the details of items that are new or have changed since theirs were fetched; in mode `full` those of all items. If that fails, the
 * menu does without them, and the next sync tries again.
 */
export async function readDetails(
  { pos, run, tally, tenant }: StageContext,
  index: PackedIndex<ItemEntry>,
  items: ReadonlyMap<string, PosItem>,
): Promise<KnownDetails> {
  if (!tenant.itemDetails) return { of: () => null, get: () => null };
  const wanted = new Set(
    [...items].flatMap(([posItemId, { product }]) =>
      product !== null &&
      (run.options.mode === 'full' || index.entry(posItemId)?.details?.of !== markOf(product))
        ? [posItemId]
        : [],
    ),
  );
  if (wanted.size === 0) return { of: markOf, get: () => undefined };
  try {
    const { details, complete, faulty } = await pos.itemDetails(wanted);
    const missing = [...wanted].filter((id) => !details.has(id));
    tally.skip('details_unreadable', faulty);
    if (!complete) tally.skip('details_incomplete', missing.length);
    const none = new Set(complete ? missing : []);
    return { of: markOf, get: (id) => details.get(id) ?? (none.has(id) ? null : undefined) };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    tally.skip(`details_${error.code}`, wanted.size);
    return { of: markOf, get: () => undefined };
  }
}

/** The image of the inventory is one of an item's images, so that a change of it has them fetched as well. */
function markOf({ updated, imageUrl }: ProductItem): string {
  return fingerprint({ updated, imageUrl });
}
