import { z } from 'zod';

const day = z.iso.date();

/**
 * What a run covers when that is not everything: the orders of a window (a backfill), one customer with their orders (decision 0008), or
 * recent changes: the orders of today and yesterday, and the menu (decision 0025). Such a run never moves `lastSyncAt`; only the last
 * kind reads the menu. Days are `YYYY-MM-DD` in the tenant's time zone, both included.
 */
export const runScope = z.union([
  z.object({ kind: z.literal('window'), from: day, to: day }).refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'is before from',
  }),
  z.object({ kind: z.literal('recent') }),
  z.object({ kind: z.literal('customer'), posCustomerId: z.string().min(1).max(1500) }),
]);
export type RunScope = z.infer<typeof runScope>;

/** Days of orders that a run for recent changes reads: today and yesterday. */
export const RECENT_DAYS = 2;

/** Whether a run picks up recent changes between two syncs. */
export function isRecent(run: { readonly scope: RunScope | null } | null): boolean {
  return run?.scope?.kind === 'recent';
}
