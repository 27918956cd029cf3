import type { PosClient } from '../../../src/alleaves/client';
import { alleavesDocumentId } from '../../../src/domain/documentId';
import type { ParsedRow, PosInventoryBatch } from '../../../src/domain/pos';
import { combineBatches, itemFields, type ItemFields } from '../../../src/domain/product';
import { syncWindow, type SyncWindow } from '../../../src/domain/window';
import { Database } from '../../../src/firestore/database';
import { readTenant, type Tenant } from '../../../src/firestore/tenants';
import type { Context } from '../../../src/platform/context';

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
  const batches = new Map<string, PosInventoryBatch[]>();
  for (const { record } of await pos.inventory()) {
    if (record === null) continue;
    batches.set(record.posItemId, [...(batches.get(record.posItemId) ?? []), record]);
  }
  return new Map(
    [...batches].map(([posItemId, own]) => [
      alleavesDocumentId(posItemId),
      itemFields(tenant.orgId, combineBatches(own), tenant.timeZone),
    ]),
  );
}
