import type { SyncStatus } from '../api/sync';
import type { Format } from '../format/format';
import type { Tone } from '../ui/Notice';
import type { CurrentTenant } from './tenantContext';

/** A sync runs every 30 minutes: after so long several in a row haven't succeeded. The server's alert has the same limit by default. */
const STALE_MILLISECONDS = 2 * 3_600_000;

interface Trouble {
  tone: Tone;
  title: string;
  text: string;
}

/** What is wrong with a shop's sync, for people who rely on what it brings; null if nothing is. */
export function syncTrouble({
  syncStatus,
  status,
  now,
  format,
}: {
  syncStatus: CurrentTenant['syncStatus'];
  /** Null if the shop was never synced, undefined if that isn't known yet. */
  status: SyncStatus | null | undefined;
  now: number;
  format: Pick<Format, 'relative'>;
}): Trouble | null {
  const lastSyncAt = status?.lastSyncAt ?? null;
  const seen = () =>
    lastSyncAt === null
      ? 'Nothing has been synced yet.'
      : `What you see is from ${format.relative(lastSyncAt)}.`;
  if (syncStatus === 'paused') return { tone: 'warning', title: 'The sync is paused.', text: seen() };
  if (status === null || status === undefined) return null;
  if (status.state === 'failed')
    return {
      tone: 'danger',
      title: lastSyncAt === null ? 'The first sync failed.' : 'The last sync failed.',
      text: seen(),
    };
  if (lastSyncAt !== null && now - Date.parse(lastSyncAt) > STALE_MILLISECONDS)
    return { tone: 'warning', title: "The sync hasn't succeeded for a while.", text: seen() };
  return null;
}
