import type { DocumentData } from 'firebase-admin/firestore';
import { posIdOf } from '../domain/documentId';
import {
  type Attribute,
  ATTRIBUTES,
  type AttributeValues,
  knownAttributes,
  lackingAttributes,
} from '../domain/productAttributes';
import type { Database } from '../firestore/database';
import { itemsStream } from '../firestore/packedIndex/streams';
import { paths } from '../firestore/paths';
import { readTenant } from '../firestore/tenants';
import type { Context } from '../platform/context';
import { groupByItem, itemDocument } from './posItems';
import { storedHash } from './rebuild';
import { openHeldStage } from './heldStage';
import type { SharedDocument } from './recordWriter';
import type { StageContext } from './stage';
import type { OpenStage } from './stageContext';
import { type HeldTenant, syncUnderWay, withTenantLease } from './tenantLease';

/** Changes between two looks whether a commit is full. */
const CHANGES_A_PAGE = 100;

type PosItems = ReturnType<typeof groupByItem>;

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
 * document as it then is: the next sync writes the item again only where something else differs from the POS.
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
  const atPos = groupByItem(await context.pos.connect(tenant).inventory());
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
      const { document, values } = change;
      report.changed += 1;
      if (report.listed.length < maxListed) {
        report.listed.push({ itemId: snapshot.id, name: textOrNull(data['name']), values });
      }
      if (dryRun) continue;
      const hash = storedHash({ ...data, ...values }, Object.keys(document.fields));
      writer.amend(key, { hash }, document, values);
      if (report.changed % CHANGES_A_PAGE === 0) await writer.drain();
    }
    await open.flush();
    return report;
  } finally {
    await open.settle();
  }
}

/** What the POS knows and an item lacks, counted; null where there is nothing to set. */
function changeOf(
  stage: StageContext,
  key: string,
  data: DocumentData,
  atPos: PosItems,
  report: AttributeBackfill,
): { document: SharedDocument; values: AttributeValues } | null {
  const lacking = lackingAttributes(data);
  if (lacking.length === 0) return null;
  const document = itemDocument(stage, key, atPos.get(key) ?? []);
  if (document === null) {
    report.notAtPos += 1;
    return null;
  }
  const values = knownAttributes(lacking, document.fields);
  for (const name of lacking) report[name in values ? 'set' : 'unknown'][name] += 1;
  return Object.keys(values).length === 0 ? null : { document, values };
}

function emptyReport(): AttributeBackfill {
  const none = () => Object.fromEntries(ATTRIBUTES.map((name) => [name, 0])) as Record<Attribute, number>;
  return { items: 0, changed: 0, set: none(), unknown: none(), notAtPos: 0, notSynced: 0, listed: [] };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
