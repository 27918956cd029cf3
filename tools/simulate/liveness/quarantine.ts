import { isElsewhere, readOrderDate } from '../../oracle/rows';
import type { WireRow } from '../../pos/world';
import { millis } from '../invariants/invariant';
import type { Data, Store } from '../runtime/firestore/store';
import { calendarDay } from '../world/calendar';
import { canonical } from '../world/canonical';
import { recordOfRows, STREAMS, type StreamName } from '../world/records';
import { UNREADABLE } from '../world/rows';
import type { Shop } from '../world/shop';

/**
 * What is wrong with a tenant's quarantine after a sync of the POS as it is now: a row that can't be used and isn't there, or
 * one that is there although it is in order again; undefined if nothing is.
 */
export function quarantineFault(shop: Shop, store: Store): string | undefined {
  const kept = store.collection(`tenants/${shop.orgId}/sync_quarantine`);
  const lastSyncAt = millis(store.documents.get(`tenants/${shop.orgId}/sync_status/pos`)?.['lastSyncAt']);
  const wasRead = windowOf(shop, new Date(lastSyncAt ?? 0));
  for (const stream of STREAMS) {
    const withoutId = shop.rows(stream, null).filter((row) => wasRead(stream, row));
    const lost = withoutId.find((row) => !isKeptByContent(kept, stream, row));
    if (lost) return `${shop.orgId}: a row without an id is not in quarantine: ${canonical(lost)}`;
    for (const id of shop.ids(stream)) {
      const rows = shop.rows(stream, id);
      if (!rows.every((row) => wasRead(stream, row))) continue;
      const name = `${stream}_${id}`;
      const bad = rows.some((row) => recordOfRows(stream, [row], shop.settings) === null);
      // One that is only too large is looked at by nobody if it matches no customer.
      const unlimited = { ...shop.settings, documentBytes: Infinity };
      const unusable = bad && rows.some((row) => recordOfRows(stream, [row], unlimited) === null);
      if (unusable && !kept.has(name)) return `${shop.orgId}: ${name} can't be used and is not in quarantine`;
      const plain = !bad && !shop.isOdd(stream, id) && !canonical(rows).includes(UNREADABLE);
      if (plain && kept.has(name)) return `${shop.orgId}: ${name} is in order and still in quarantine`;
    }
  }
  return undefined;
}

/** Whether a sync at that time reads a row of this shop: of orders those of the look-back, and those without a day. */
function windowOf({ settings }: Shop, lastSyncAt: Date): (stream: StreamName, row: WireRow) => boolean {
  const { timeZone, lookbackDays, location } = settings;
  const from = calendarDay(lastSyncAt, timeZone, lookbackDays);
  const to = calendarDay(lastSyncAt, timeZone);
  return (stream, row) => {
    if (stream !== 'items' && isElsewhere(row, location)) return false;
    const date = stream === 'orders' ? readOrderDate(row, timeZone) : null;
    const day = date && calendarDay(date, timeZone);
    return day === null || (from <= day && day <= to);
  };
}

function isKeptByContent(kept: ReadonlyMap<string, Data>, stream: StreamName, row: WireRow): boolean {
  const content = canonical(row);
  return [...kept.values()].some((document) => {
    const { posId, payload } = document;
    return document['stream'] === stream && posId === null && canonical(payload) === content;
  });
}
