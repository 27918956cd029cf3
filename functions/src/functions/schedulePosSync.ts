import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { scheduleOptions } from './options';

const scheduler = lazily(() => import('../sync/start/schedule'));

/** Starts a sync of every active tenant, every 30 minutes. */
export const schedulePosSync = onSchedule({ ...scheduleOptions, schedule: '*/30 * * * *' }, async (event) => {
  const { scheduleTenants } = await scheduler();
  await scheduleTenants(await loadContext(), new Date(event.scheduleTime));
});
