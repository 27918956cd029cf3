import { onSchedule } from 'firebase-functions/v2/scheduler';
import { loadContext } from './context';
import { lazily } from '../platform/lazily';
import { scheduleOptions } from './options';

const freshness = lazily(() => import('../upkeep/freshness'));

/** Looks every hour, between two ticks of the sync, for tenants without a recent success, and for what piles up. */
export const checkFreshness = onSchedule({ ...scheduleOptions, schedule: '20 * * * *' }, async (event) => {
  const { checkFreshnessOfTenants } = await freshness();
  await checkFreshnessOfTenants(await loadContext(), new Date(event.scheduleTime));
});
