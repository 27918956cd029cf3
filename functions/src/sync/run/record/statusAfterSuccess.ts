import { PermanentError } from '../../../platform/ports/errors';
import type { RunProgress } from '../../../documents/runProgress';
import { isRecent } from '../../../documents/runScope';
import { earliestRevisit } from '../progress';
import type { ActiveRun } from '../state/activeRun';

/**
 * What the status says after a run: one that only counted, or that covered only a part, says nothing about the sync as a whole.
 * @throws PermanentError `run_incomplete` where the stages have not learned what the status has to say.
 */
export function statusAfterSuccess(
  run: Pick<
    ActiveRun,
    'options' | 'stateBefore' | 'startedAt' | 'lastSyncAt' | 'lastRecentSyncAt' | 'revisitFrom'
  >,
  totals: RunProgress['totals'],
): Record<string, unknown> {
  const stored = () => ({
    customerCount: required(totals.customerCount, 'customerCount'),
    orderCount: required(totals.orderCount, 'orderCount'),
    segmentCounts: required(totals.segmentCounts, 'segmentCounts'),
  });
  const { dryRun, scope } = run.options;
  if (isRecent(run.options)) {
    const { orderCount, segmentCounts, menuProductsCount } = totals;
    return {
      state: run.stateBefore,
      lastError: null,
      lastRecentSyncAt: latest(run.startedAt, run.lastRecentSyncAt),
      ...(orderCount !== undefined && { orderCount, segmentCounts }),
      ...(menuProductsCount !== undefined && { menuProductsCount }),
      ...earliestRevisit(run.revisitFrom, totals.revisitFrom),
    };
  }
  if (dryRun || scope !== null) {
    const state = run.stateBefore;
    const found = () => ({ ...stored(), ...earliestRevisit(run.revisitFrom, totals.revisitFrom) });
    return { state, ...(state !== 'failed' && { lastError: null }), ...(!dryRun && found()) };
  }
  return {
    state: 'succeeded',
    lastSyncAt: latest(run.startedAt, run.lastSyncAt),
    lastError: null,
    // What the last sync asked for has been read; what this one found waits for the next.
    revisitFrom: totals.revisitFrom ?? null,
    ...(totals.segmentRules !== undefined && { segmentRules: totals.segmentRules }),
    ...(totals.tenantVersion !== undefined && { tenantVersion: totals.tenantVersion }),
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
    `The run reached its last stage without ${name}. Start a new run by publishing to pos-sync-tenant.`,
  );
}
