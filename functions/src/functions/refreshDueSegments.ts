import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './loadContext';
import { scheduleOptions } from './options';

/** Recomputes, every hour, the segments that are due to change by the passing of time. */
export const refreshDueSegments = onSchedule({ ...scheduleOptions, schedule: '0 * * * *' }, async () => {
  const { refreshDueSegments: refresh } = await import('../pipeline/segments');
  await refresh(await loadContext());
});
