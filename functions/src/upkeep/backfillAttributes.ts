import type { DocumentData } from 'firebase-admin/firestore';
import { posIdOf } from '../rules/identity/documentId';
import {
  type Attribute,
  type AttributeValues,
  knownAttributes,
  lackingAttributes,
} from '../rules/menu/productAttributes';
import type { ProductItem } from '../rules/menu/product';
import type { Database } from '../platform/firestore/database';
import { itemsStream } from '../packedIndex/streams';
import { itemFields } from '../documents/item';
import { paths } from '../documents/paths';
import { readTenant } from '../documents/tenant';
import type { Context } from '../platform/ports/context';
import type { KnownDetails } from '../sync/stages/itemDetails';
import { itemRecord } from '../sync/stages/itemRecord';
import { posItems } from '../sync/stages/posItems';
import { assertComplete } from '../sync/stages/products';
import { storedItems } from '../sync/records/storedRecords';
import { openHeldStage } from './heldStage';
import type { StageContext } from '../sync/stages/stage';
import type { OpenStage } from '../sync/stages/stageContext';
import { type HeldTenant, syncUnderWay, withTenantLease } from '../sync/run/state/tenantLease';

type PosItems = ReturnType<typeof posItems>;

/** They are the sync's business. */
const NO_DETAILS: KnownDetails = { of: () => null, get: () => undefined };

interface BackfillOptions {
  dryRun: boolean;
  /** Changed items that the report names. */
  maxListed: number;
}

/** What a backfill has set, or would set. */
export interface AttributeBackfill {
  /** Items of the sync that were looked at. */
  items: number;
  /** Items that got, or would get, a value. */
  changed: number;
  /** Values set, by attribute. */
  set: Record<Attribute, number>;
  /** Values that items lack and the POS doesn't know either, by attribute. */
  unknown: Record<Attribute, number>;
  /** Items that lack a value and that the POS no longer has, or has no readable row of. */
  notAtPos: number;
  /** Documents that no sync has written: the next one replaces or removes them. */
  notSynced: number;
  /** The changed items, as many as `maxListed`. */
  listed: { itemId: string; name: string | null; values: AttributeValues }[];
}

/**
 * Sets the THC and CBD percentages and the strain type that items lack and the POS knows, by the rules of the sync, joined by POS id.
 * Nothing else is touched and nothing is cleared. It finds what a sync doesn't look at: documents that were edited by hand or written by
 * an earlier release; and it brings what the POS has learned since the last sync. With each document goes its index entry, made from the
 * document as it then is: the next sync writes the item again only if something else differs from the POS.
 *
 * Reads one document an item and the menu's index. A dry run writes nothing, and takes no lease.
 *
 * @throws PermanentError `unknown_tenant`, `sync_under_way`; ConfigError `tenant_malformed`; what the POS client throws.
 */
export async function backfillAttributes(
  context: Context,
  database: Database,
  orgId: string,
  options: BackfillOptions,
): Promise<AttributeBackfill> {
  const tenant = await readTenant(database, orgId);
  // Before the lease: a POS may take its time, and the sync should not wait for it.
  const inventory = await context.pos.connect(tenant).inventory();
  assertComplete(inventory);
  const atPos = posItems(inventory.rows, tenant);
  const work = (held: HeldTenant) => fill(openHeldStage(context, database, tenant, held), atPos, options);
  return options.dryRun
    ? work({ id: 'dry-run', fence: () => Promise.reject(syncUnderWay()) })
    : withTenantLease(context, database, orgId, 'attributes', work);
}

async function fill(
  open: OpenStage,
  atPos: PosItems,
  { dryRun, maxListed }: BackfillOptions,
): Promise<AttributeBackfill> {
  const { stage } = open;
  const report = emptyReport();
  try {
    const writer = stage.openWriter(itemsStream);
    await writer.index.loadAll();
    const records = storedItems(stage.tenant.orgId);
    const items = stage.database.collection(paths.items(stage.tenant.orgId));
    for await (const snapshot of stage.database.stream(items)) {
      const key = posIdOf(snapshot.id);
      if (key === undefined || writer.index.entry(key) === undefined) {
        report.notSynced += 1;
        continue;
      }
      report.items += 1;
      const data = snapshot.data();
      const change = changeOf(stage, key, data, atPos, report);
      if (change === null) continue;
      const { product, values } = change;
      report.changed += 1;
      if (report.listed.length < maxListed) {
        report.listed.push({ itemId: snapshot.id, name: textOrNull(data['name']), values });
      }
      if (dryRun) continue;
      const { document } = itemRecord(stage, product, NO_DETAILS, undefined);
      const entry = records.entryOf({ ...data, ...values }, writer.index.entry(key));
      if (entry !== null) writer.amend(key, entry, document, values);
      if (report.changed % stage.limits.page.attributes === 0) await writer.drain();
    }
    await open.flush();
    return report;
  } finally {
    await open.settle();
  }
}

/** What the POS knows and an item lacks, counted; null if there is nothing to set. */
function changeOf(
  stage: StageContext,
  key: string,
  data: DocumentData,
  atPos: PosItems,
  report: AttributeBackfill,
): { product: ProductItem; values: AttributeValues } | null {
  const lacking = lackingAttributes(data);
  if (lacking.length === 0) return null;
  const product = atPos.get(key)?.product ?? null;
  if (product === null) {
    report.notAtPos += 1;
    return null;
  }
  const values = knownAttributes(lacking, itemFields(stage.tenant, product));
  for (const name of lacking) report[name in values ? 'set' : 'unknown'][name] += 1;
  return Object.keys(values).length === 0 ? null : { product, values };
}

function emptyReport(): AttributeBackfill {
  const none: Record<Attribute, number> = { thcPercent: 0, cbdPercent: 0, strainType: 0 };
  return {
    items: 0,
    changed: 0,
    set: { ...none },
    unknown: { ...none },
    notAtPos: 0,
    notSynced: 0,
    listed: [],
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
