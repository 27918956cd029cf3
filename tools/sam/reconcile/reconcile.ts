import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { addDays, parseInstant } from '../../../functions/src/rules/time/time';
import { splitWindow, type SyncWindow } from '../../../functions/src/rules/time/window';
import { idsWithPrefix } from '../../../functions/src/platform/firestore/idsWithPrefix';
import { paths } from '../../../functions/src/documents/paths';
import { storedDate } from '../../../functions/src/platform/firestore/timestamp';
import { customersStage } from '../../../functions/src/sync/stages/customers';
import { ordersStage } from '../../../functions/src/sync/stages/orders';
import { productsStage } from '../../../functions/src/sync/stages/products';
import { spendingStage } from '../../../functions/src/sync/stages/spending';
import {
  storedCustomers,
  storedItems,
  storedOrders,
  storedSpending,
} from '../../../functions/src/sync/records/storedRecords';
import type { Stage } from '../../../functions/src/sync/stages/stage';
import type { Differences } from './differences';
import { type Comparison, runStageListening } from './stageRun';
import { type Part, StreamComparison, type StreamDocuments } from './streamComparison';

export const STREAMS = ['customers', 'orders', 'spending', 'items'] as const;
export type ComparedStream = (typeof STREAMS)[number];

/** Days of orders compared at a time: what is held in memory of orders is those of so many days. */
const DAYS_A_PART = 31;

/** Tells how far a comparison is. */
type OnProgress = (stream: ComparedStream, records: number) => void;

/**
 * Compares one stream of a tenant. Spending is compared with what follows from the stored orders; everything else with what the POS says
 * now. One read a document, besides those of the index.
 *
 * @param window The days of orders to compare.
 * @throws SyncError if the POS or the index can't be read.
 */
export async function compareStream(
  comparison: Comparison,
  stream: ComparedStream,
  window: SyncWindow,
  onProgress: OnProgress,
): Promise<Differences> {
  const { stage, documents } = streamsOf(comparison.tenant.orgId)[stream];
  const compared = new StreamComparison(comparison.database, documents);
  let before = 0;
  for (const days of stream === 'orders' ? splitWindow(window, DAYS_A_PART) : [window]) {
    const outcome = await runStageListening(comparison, stage, days, (records) =>
      onProgress(stream, before + records),
    );
    before += outcome.expectations.size;
    const part = stream === 'orders' ? ordersOf(comparison, window, days) : allOf(comparison, documents);
    await compared.compare(outcome, part);
  }
  return compared.differences;
}

function streamsOf(orgId: string): Record<ComparedStream, { stage: Stage; documents: StreamDocuments }> {
  // The menu is the POS's alone, so what others wrote into it counts too.
  const items = { ...storedItems(orgId), prefix: '' };
  return {
    customers: { stage: customersStage, documents: storedCustomers(orgId) },
    orders: { stage: ordersStage, documents: storedOrders(orgId) },
    spending: { stage: spendingStage, documents: storedSpending(orgId) },
    items: { stage: productsStage, documents: items },
  };
}

function allOf({ database }: Comparison, { collection, prefix = '' }: StreamDocuments): Part {
  const documents = database.collection(collection);
  return {
    documents: prefix === '' ? documents : idsWithPrefix(documents, prefix),
    isOfEarlierPart: () => false,
  };
}

/** The orders of some days of the shop, which are a part of a window. */
function ordersOf({ database, tenant }: Comparison, window: SyncWindow, days: SyncWindow): Part {
  const begin = midnight(days.from, tenant.timeZone);
  const end = midnight(addDays(days.to, 1), tenant.timeZone);
  const first = midnight(window.from, tenant.timeZone);
  const orders = database.collection(paths.orders(tenant.orgId));
  return {
    documents: orders.where('orderDate', '>=', begin).where('orderDate', '<', end),
    isOfEarlierPart: (snapshot: DocumentSnapshot) => {
      const date = storedDate.safeParse(snapshot.get('orderDate')).data;
      return date !== undefined && date >= first && date < begin;
    },
  };
}

function midnight(date: string, timeZone: string): Date {
  const instant = parseInstant(date, timeZone);
  if (instant === undefined) throw new RangeError(`"${date}" isn't a date.`);
  return instant;
}
