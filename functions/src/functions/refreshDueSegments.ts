import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { scheduleOptions } from './options';

const pipeline = lazily(() => import('../upkeep/refreshDueSegments'));

/** Recomputes, every hour, the segments that are due to change by the passing of time. */
export const refreshDueSegments = onSchedule({ ...scheduleOptions, schedule: '0 * * * *' }, async () => {
  const { refreshDueSegments: refresh } = await pipeline();
  await refresh(await loadContext());
});
