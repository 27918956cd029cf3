import type { RunScope } from '../firestore/runScope';

/** The Pub/Sub topics (design §1), one a stage and one for what failed. */
export const TOPICS = {
  customers: 'pos-sync-tenant',
  orders: 'pos-sync-orders',
  spending: 'pos-sync-spending',
  products: 'pos-sync-products',
  status: 'pos-sync-status',
  deadLetter: 'pos-sync-dead-letter',
} as const;

/** The stages of a run, in their order. */
export const STAGE_NAMES = ['customers', 'orders', 'spending', 'products', 'status'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** The stage that follows, or null after the last. A run of a part of the tenant has nothing to do with the menu. */
export function nextStage(stage: StageName, scope: RunScope | null): StageName | null {
  const next = STAGE_NAMES[STAGE_NAMES.indexOf(stage) + 1] ?? null;
  return next === 'products' && scope !== null ? nextStage(next, scope) : next;
}
