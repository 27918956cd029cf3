import { STAGE_NAMES, type StageName } from '../../documents/stageNames';
import type { RunScope } from '../../documents/runScope';

/** The Pub/Sub topics (design §1), one a stage and one for what failed. */
export const TOPICS = {
  customers: 'pos-sync-tenant',
  orders: 'pos-sync-orders',
  spending: 'pos-sync-spending',
  products: 'pos-sync-products',
  status: 'pos-sync-status',
  deadLetter: 'pos-sync-dead-letter',
} as const;

/** Whether a run ends with a stage. */
export function isLastStage(stage: StageName): boolean {
  return stage === STAGE_NAMES.at(-1);
}

/** The stage that a run begins with. */
export function firstStage(scope: RunScope | null): StageName {
  return scope?.kind === 'recent' ? 'orders' : STAGE_NAMES[0];
}

/**
 * The stage that follows, or null after the last. A run of a part of the tenant has nothing to do with the menu, unless it is for recent
 * changes.
 * @param ordersChanged Whether there is anything to add up: a run for recent changes leaves that out otherwise.
 */
export function nextStage(stage: StageName, scope: RunScope | null, ordersChanged = true): StageName | null {
  const isForRecent = scope?.kind === 'recent';
  const isLeftOut = (name: StageName): boolean =>
    name === 'products'
      ? scope !== null && !isForRecent
      : name === 'spending' && isForRecent && !ordersChanged;
  return STAGE_NAMES.slice(STAGE_NAMES.indexOf(stage) + 1).find((name) => !isLeftOut(name)) ?? null;
}
