import type { Database } from '../../platform/firestore/database';
import type { Limits } from '../../platform/limits';
import { readLiveTotals } from './readLiveTotals';
import { RequestError } from '../call/errors/requestError';

/** As {@link readLiveTotals}, for a limited time. @throws RequestError `spending_timeout`. */
export async function liveSpending(
  database: Database,
  orgId: string,
  customerIds: readonly string[],
  limits: Limits['liveSpending'],
): ReturnType<typeof readLiveTotals> {
  const signal = AbortSignal.timeout(limits.milliseconds);
  try {
    return await readLiveTotals(database, orgId, customerIds, signal, limits.orders);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new RequestError(
      'deadline-exceeded',
      'spending_timeout',
      "The orders couldn't be added up in time. Try again after the next sync, which stores the sum.",
      { cause: error },
    );
  }
}
