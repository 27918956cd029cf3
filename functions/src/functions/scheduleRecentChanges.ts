import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { scheduleOptions } from './options';

const scheduler = lazily(() => import('../sync/start/schedule'));

/** Picks up recent changes of the tenants that are due: each of them every 5, 10 or 15 minutes. */
export const scheduleRecentChanges = onSchedule(
  { ...scheduleOptions, schedule: '*/5 * * * *' },
  async (event) => {
    const { scheduleRecentChanges: start } = await scheduler();
    await start(await loadContext(), new Date(event.scheduleTime));
  },
);
