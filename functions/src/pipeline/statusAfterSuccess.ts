import { PermanentError } from '../platform/errors';
import type { RunProgress } from './progress';
import type { ActiveRun } from './runState';

/**
 * What the status says after a run: one that only counted, or that covered only a part, says nothing about the sync as a whole.
 * @throws PermanentError `run_incomplete` where the stages have not learned what the status has to say.
 */
export function statusAfterSuccess(
  run: Pick<ActiveRun, 'dryRun' | 'scope' | 'stateBefore' | 'startedAt' | 'lastSyncAt'>,
  totals: RunProgress['totals'],
): Record<string, unknown> {
  const stored = () => ({
    customerCount: required(totals.customerCount, 'customerCount'),
    orderCount: required(totals.orderCount, 'orderCount'),
    segmentCounts: required(totals.segmentCounts, 'segmentCounts'),
  });
  if (run.dryRun || run.scope !== null) {
    const state = run.stateBefore;
    return { state, ...(state !== 'failed' && { lastError: null }), ...(!run.dryRun && stored()) };
  }
  return {
    state: 'succeeded',
    lastSyncAt: latest(run.startedAt, run.lastSyncAt),
    lastError: null,
    ...stored(),
    menuProductsCount: required(totals.menuProductsCount, 'menuProductsCount'),
  };
}

/** The instances' clocks differ a little: the run may have begun, by its own, before the last one did. */
function latest(startedAt: Date, lastSyncAt: Date | null): Date {
  return lastSyncAt !== null && lastSyncAt > startedAt ? lastSyncAt : startedAt;
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new PermanentError(
    'run_incomplete',
    `The run reached its last stage without ${name}: start a new run by publishing to pos-sync-tenant.`,
  );
}
