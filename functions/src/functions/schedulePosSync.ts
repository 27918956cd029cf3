import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './loadContext';
import { scheduleOptions } from './options';

/** Starts a sync of every active tenant, every 30 minutes. */
export const schedulePosSync = onSchedule({ ...scheduleOptions, schedule: '*/30 * * * *' }, async (event) => {
  const { scheduleTenants } = await import('../pipeline/schedule');
  await scheduleTenants(await loadContext(), new Date(event.scheduleTime));
});
