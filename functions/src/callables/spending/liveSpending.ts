import type { Database } from '../../firestore/database';
import { readLiveTotals } from '../../firestore/liveSpending';
import { RequestError } from '../requestError';

/** How long the live query may take (the seed's limit), in milliseconds. */
const LIVE_QUERY_MILLISECONDS = 8_000;

/** As {@link readLiveTotals}, for a limited time. @throws RequestError `spending_timeout`. */
export async function liveSpending(
  database: Database,
  orgId: string,
  customerIds: readonly string[],
  limitMilliseconds = LIVE_QUERY_MILLISECONDS,
): ReturnType<typeof readLiveTotals> {
  const signal = AbortSignal.timeout(limitMilliseconds);
  try {
    return await readLiveTotals(database, orgId, customerIds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new RequestError(
      'deadline-exceeded',
      'spending_timeout',
      'The orders could not be added up in time: ask again after the next sync, which stores the sum.',
      { cause: error },
    );
  }
}
