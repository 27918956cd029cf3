import type { WireRow } from '../../../pos/world';
import { recordOfDocument, STREAMS, type StreamName } from '../../world/records';
import type { Shop } from '../../world/shop';
import { canBeMixed } from './canBeMixed';
import { ITEMS, type Invariant, posIdIn, type Scene } from '../invariant';

const COLLECTION: Record<StreamName, string> = { customers: 'customers', orders: 'orders', items: ITEMS };

/**
 * What is stored is something that the POS has said of this very record (no ghosts, nothing mixed up), and a later state is
 * never overwritten by an earlier one.
 */
export function ordering({ shops, runs }: Scene): Invariant {
  /** The version last stored of each document. */
  const stored = new Map<string, number>();
  /** Whether a run takes a list that ends early for the whole, as it was told to: of an item it may have met some batches only. */
  const isForced = (shop: Shop) => {
    const run = runs.current(shop.orgId);
    return run?.forceMenu === true && shop.lastShortList > run.began;
  };
  return {
    name: 'no ghosts, no going back',
    onCommit({ invocation, writes }) {
      for (const { path, orgId, collection, id, after } of writes) {
        const stream = STREAMS.find((name) => COLLECTION[name] === collection);
        const shop = orgId === null ? undefined : shops.get(orgId);
        if (stream === undefined || shop === undefined) continue;
        if (after === undefined) {
          stored.delete(path);
          continue;
        }
        if (stream === 'customers' && invocation.functionName !== 'syncCustomers') continue;
        const posId = posIdIn(id);
        const versions = posId === undefined ? [] : shop.history.of(stream, posId);
        const record = recordOfDocument(stream, after);
        const last = stored.get(path) ?? 0;
        const isSaid = (rows: readonly WireRow[]) => shop.sayings(stream, rows).includes(record);
        const matching = versions.filter(({ record: said, rows }) => said === record || isSaid(rows));
        const version = matching.find(({ since }, index) => since >= last || index === matching.length - 1);
        const later = versions[versions.findIndex(({ since }) => since === version?.since) + 1];
        // Not older than what was stored: the version was still current when the stored one began, or came later.
        const isBack = version !== undefined && later !== undefined && later.since <= last;
        if (matching.length === 0 || isBack) {
          const since = versions.filter((known) => known.since >= last);
          if (stream === 'items' && (isForced(shop) || canBeMixed(since, isSaid))) continue;
          return isBack
            ? `${path} goes back to an earlier state`
            : `${path} holds what the POS never said: ${record}`;
        }
        stored.set(path, Math.max(last, version?.since ?? 0));
      }
      return undefined;
    },
  };
}
