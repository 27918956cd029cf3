import type { PosClient } from '../../../functions/src/platform/ports/pos';
import { alleavesDocumentId } from '../../../functions/src/rules/identity/documentId';
import type { ParsedRow } from '../../../functions/src/rules/pos';
import { combineInventory } from '../../../functions/src/rules/menu/product';
import { type ItemFields, itemFields } from '../../../functions/src/documents/item';
import { syncWindow, type SyncWindow } from '../../../functions/src/rules/time/window';
import { Database } from '../../../functions/src/platform/firestore/database';
import { readTenant, type Tenant } from '../../../functions/src/documents/tenant';
import type { Context } from '../../../functions/src/platform/ports/context';

/** A tenant's POS as the baselines read it: with the client and the window of the pipeline. */
export interface Source {
  tenant: Tenant;
  pos: PosClient;
  window: SyncWindow;
}

export async function openSource(context: Context, orgId: string): Promise<Source> {
  const tenant = await readTenant(new Database(context.firestore), orgId);
  const now = context.clock.now();
  return {
    tenant,
    pos: context.pos.connect(tenant),
    window: syncWindow({ ...tenant, now, lastSyncAt: now }),
  };
}

/** The pages' records, one by one. Rows that can't be read are left out: the baselines have no quarantine. */
export async function* records<T>(
  pages: AsyncIterable<{ rows: readonly ParsedRow<T>[] }>,
): AsyncGenerator<T> {
  for await (const { rows } of pages) {
    for (const { record } of rows) if (record !== null) yield record;
  }
}

/** The menu's documents by their ids. */
export async function menuDocuments({ tenant, pos }: Source): Promise<Map<string, ItemFields>> {
  const { rows } = await pos.inventory();
  const batches = rows.flatMap(({ record }) => record ?? []);
  return new Map(
    [...combineInventory(batches, tenant.sellableAreas)].map(([posItemId, product]) => [
      alleavesDocumentId(posItemId),
      itemFields(tenant, product),
    ]),
  );
}
