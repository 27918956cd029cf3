import { calendarDay } from '../../world/calendar';
import type { Shop } from '../../world/shop';
import { field, type Invariant, type LocatedWrite, millis, type Scene } from '../invariant';

/**
 * A successful run has read all days that it should: to the day of its start, from the look-back, from the history's start on
 * a first run, and from the day before the last success where that is longer ago than the look-back.
 */
export function windows({ shops }: Scene): Invariant {
  const fault = (shop: Shop, run: LocatedWrite, status: LocatedWrite | undefined): string | undefined => {
    const { timeZone, lookbackDays, historyStart } = shop.settings;
    const started = new Date(millis(run.after?.['startedAt']) ?? 0);
    const lookback = calendarDay(started, timeZone, lookbackDays);
    const lastSyncAt = millis(status?.before?.['lastSyncAt']);
    const needed =
      lastSyncAt === null ? (historyStart ?? lookback) : calendarDay(new Date(lastSyncAt), timeZone, 1);
    const from = needed < lookback ? needed : lookback;
    const told = { from: field(run.after, 'window', 'from'), to: field(run.after, 'window', 'to') };
    const reachesBack = typeof told.from === 'string' && told.from <= from;
    if (reachesBack && told.to === calendarDay(started, timeZone)) return undefined;
    return `${run.path} is a success of ${String(told.from)} to ${String(told.to)}, and ${from} was needed`;
  };

  return {
    name: 'the window reaches far enough',
    onCommit({ writes }) {
      for (const write of writes) {
        const shop = write.orgId === null ? undefined : shops.get(write.orgId);
        if (write.collection !== 'sync_runs' || shop === undefined || write.after?.['state'] !== 'succeeded')
          continue;
        // A run that covers a part only has the window that it was given.
        if (write.after['scope'] != null) continue;
        const found = fault(
          shop,
          write,
          writes.find(({ collection }) => collection === 'sync_status'),
        );
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
