import {
  CUSTOMER_FIELDS,
  fillRates,
  ITEM_FIELDS,
  measure,
  type MeasuredFields,
  ORDER_FIELDS,
} from '../../../functions/src/rules/answers/fillRates';
import { combineInventory } from '../../../functions/src/rules/menu/product';
import type { ParsedRow, PosCustomer, PosInventoryBatch, PosOrder } from '../../../functions/src/rules/pos';
import type { SyncWindow } from '../../../functions/src/rules/time/window';
import type { PosClient, PosPage } from '../../../functions/src/platform/ports/pos';

/** Rows of a stream as a sync would read them. */
export interface Sample<T> {
  readonly rows: readonly ParsedRow<T>[];
  /** Whether these are all. */
  readonly whole: boolean;
}

/** What a sync would make of a sample. */
export interface StreamSummary {
  rows: number;
  /** Whether these are all that there are. */
  whole: boolean;
  /** The share of records that have each field. */
  fillRates: Record<string, number>;
  /** Rows that go to quarantine: kept out, or taken without what can't be read. */
  quarantined: { unusable: number; partly: number; reasons: Reason[] };
}

interface Reason {
  /** Which field, and what is wrong with it; never a value. */
  reason: string;
  rows: number;
}

/** Reads the first pages of the customers. @throws SyncError */
export async function sampleCustomers(pos: PosClient, pages: number): Promise<Sample<PosCustomer>> {
  return firstPages(pos.customers(), pages);
}

/** Reads the first pages of a window's orders. @throws SyncError */
export async function sampleOrders(
  pos: PosClient,
  window: SyncWindow,
  pages: number,
): Promise<Sample<PosOrder>> {
  return firstPages(pos.orders(window), pages);
}

async function firstPages<T>(walk: AsyncGenerator<PosPage<T>>, pages: number): Promise<Sample<T>> {
  const rows: ParsedRow<T>[] = [];
  let count = 0;
  for await (const page of walk) {
    for (const row of page.rows) if (row.repeated !== true && row.elsewhere !== true) rows.push(row);
    count += 1;
    if (page.last) return { rows, whole: page.complete };
    if (count >= pages) break;
  }
  return { rows, whole: false };
}

export const summarizeCustomers = (sample: Sample<PosCustomer>) => summarize(sample, CUSTOMER_FIELDS);
export const summarizeOrders = (sample: Sample<PosOrder>) => summarize(sample, ORDER_FIELDS);

/** The inventory's fields are measured as the menu would have them: an item is the sum of its batches. */
export function summarizeInventory(
  sample: Sample<PosInventoryBatch>,
  sellableAreas: readonly string[] | null,
): StreamSummary {
  const batches = sample.rows.flatMap(({ record }) => record ?? []);
  const items = combineInventory(batches, sellableAreas).values();
  return { ...withoutFields(sample), fillRates: fillRates(measure(ITEM_FIELDS, items)) };
}

function summarize<T>(sample: Sample<T>, fields: MeasuredFields<T>): StreamSummary {
  const records = sample.rows.flatMap(({ record }) => record ?? []);
  return { ...withoutFields(sample), fillRates: fillRates(measure(fields, records)) };
}

function withoutFields({ rows, whole }: Sample<unknown>): Omit<StreamSummary, 'fillRates'> {
  const faulty = rows.filter(({ issues, record }) => issues.length > 0 || record === null);
  const unusable = faulty.filter(({ record }) => record === null).length;
  return {
    rows: rows.length,
    whole,
    quarantined: { unusable, partly: faulty.length - unusable, reasons: reasonsOf(faulty) },
  };
}

/** Most frequent first. Places in lists don't count: `items.3.qty` and `items.0.qty` are one reason. */
function reasonsOf(rows: readonly ParsedRow<unknown>[]): Reason[] {
  const counts = new Map<string, number>();
  for (const { issues } of rows) {
    const reasons = new Set(
      issues.map(({ path, message }) => `${path.replace(/\.\d+(?=\.|$)/g, '.*')} ${message}`.trim()),
    );
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, rows: count }))
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
}
