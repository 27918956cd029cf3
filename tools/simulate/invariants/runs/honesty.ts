import type { WireRow } from '../../../pos/world';
import { canBeMixed } from '../data/canBeMixed';
import type { Data } from '../../runtime/firestore/store';
import { orderOfRow, recordOfDocument, STREAMS, type StreamName } from '../../world/records';
import { calendarDay } from '../../world/calendar';
import type { Shop } from '../../world/shop';
import {
  documentIdOf,
  field,
  ITEMS,
  type Invariant,
  type LocatedWrite,
  millis,
  type Scene,
} from '../invariant';

const COLLECTION: Record<StreamName, string> = { customers: 'customers', orders: 'orders', items: ITEMS };

/**
 * A run recorded as a success has applied everything that the POS had when it began and still has, and `lastSyncAt` moves
 * forward only, to the start of such a run.
 */
export function honesty({ store, shops, runs }: Scene): Invariant {
  const unapplied = (shop: Shop, { id: runId, after }: LocatedWrite): string | undefined => {
    const run = runs.find(shop.orgId, runId);
    // A false answer that looks like a true one can't be told apart; the next run repairs it.
    if (run === undefined || shop.lastLie > run.began) return undefined;
    if (run.forceMenu && shop.lastShortList > run.began) return undefined;
    const from = String(field(after, 'window', 'from'));
    const to = String(field(after, 'window', 'to'));
    for (const stream of streamsOf(after)) {
      // Rows that move up between two pages are read by the next run.
      if ((shop.history.lastRemoval.get(stream) ?? 0) > run.began && stream !== 'items') continue;
      for (const id of shop.ids(stream)) {
        const versions = shop.history.since(stream, id, run.began);
        if (versions.some(({ record }) => record === null)) continue;
        const path = `tenants/${shop.orgId}/${COLLECTION[stream]}/${documentIdOf(id)}`;
        const document = store.documents.get(path);
        if (document === undefined) {
          const [first] = versions;
          const inTime = first !== undefined && first.since <= run.began;
          if (!inTime || (stream === 'orders' && !isDue(shop, id, from, to, run.began))) continue;
          return `run ${runId} is a success without ${path}`;
        }
        if (stream === 'orders' && !versions.every(() => isInWindow(shop, id, from, to))) continue;
        const record = recordOfDocument(stream, document);
        const isSaid = (rows: readonly WireRow[]) => shop.sayings(stream, rows).includes(record);
        if (versions.some(({ record: said }) => said === record)) continue;
        if (stream !== 'items' || !canBeMixed(versions, isSaid))
          return `run ${runId} is a success and ${path} is older than the run`;
      }
    }
    return undefined;
  };

  return {
    name: 'honest success',
    onCommit({ writes }) {
      for (const write of writes) {
        const { orgId, collection, path, before, after } = write;
        if (orgId === null) continue;
        if (collection === 'sync_status') {
          const earlier = millis(before?.['lastSyncAt']) ?? 0;
          const later = millis(after?.['lastSyncAt']) ?? 0;
          if (later < earlier) return `${path}: lastSyncAt moves back`;
          const succeeded = after?.['state'] === 'succeeded' && after['lease'] === null;
          if (later !== earlier && !succeeded) return `${path}: lastSyncAt moves without a success`;
          const run = writes.find((other) => other.collection === 'sync_runs');
          if (later !== earlier && run?.after?.['scope'] != null)
            return `${path}: lastSyncAt moves, and the run covered a part only`;
        }
        const shop = shops.get(orgId);
        const recent = shop && recentRun(shop, write);
        const recentFault = recent && unapplied(shop, recent);
        if (recentFault !== undefined) return recentFault;
        if (collection !== 'sync_runs' || shop === undefined) continue;
        if (after?.['state'] !== 'succeeded' || after['dryRun'] === true) continue;
        const fault = unapplied(shop, write);
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  };

  /** Whether an order had to be stored: it was in the window, of a customer that was stored before the run. */
  function isDue(shop: Shop, id: string, from: string, to: string, began: number): boolean {
    if (!isInWindow(shop, id, from, to)) return false;
    return shop.history.since('orders', id, began).every(({ rows }) => {
      const { customer } = orderOfRow(rows[0], shop.settings.timeZone);
      const first = shop.history.of('customers', customer)[0];
      return (
        first !== undefined &&
        first.since <= began &&
        store.documents.has(`tenants/${shop.orgId}/customers/${documentIdOf(customer)}`)
      );
    });
  }
}

/** A run for recent changes that ends well, which has no record where it found none, as if it had one. */
function recentRun(
  shop: Shop,
  { collection, before, after, ...write }: LocatedWrite,
): LocatedWrite | undefined {
  const earlier = millis(before?.['lastRecentSyncAt']) ?? 0;
  const later = millis(after?.['lastRecentSyncAt']) ?? 0;
  if (collection !== 'sync_status' || later <= earlier) return undefined;
  const started = new Date(later);
  const day = (daysAgo: number) => calendarDay(started, shop.settings.timeZone, daysAgo);
  const run = { scope: { kind: 'recent' }, window: { from: day(1), to: day(0) } };
  return { ...write, collection, id: String(field(before, 'lease', 'runId')), before, after: run };
}

/** What a run covers completely: all, without the menu in a backfill; of a run for one customer nothing is asked here. */
function streamsOf(run: Data | undefined): readonly StreamName[] {
  const scope = field(run, 'scope', 'kind');
  if (scope === 'customer') return [];
  if (scope === 'recent') return ['orders', 'items'];
  return scope === 'window' ? ['customers', 'orders'] : STREAMS;
}

function isInWindow(shop: Shop, id: string, from: string, to: string): boolean {
  const { day } = orderOfRow(shop.rows('orders', id)[0], shop.settings.timeZone);
  return from <= day && day <= to;
}
