import { z } from 'zod';

const day = z.iso.date();

/**
 * What a run covers when that is not everything: the orders of a window (a backfill), or one customer with their orders. Such a
 * run leaves out the menu and never moves `lastSyncAt` (decision 0008). Days are `YYYY-MM-DD` in the tenant's time zone, both
 * included.
 */
export const runScope = z.union([
  z.object({ kind: z.literal('window'), from: day, to: day }).refine(({ from, to }) => from <= to, {
    path: ['to'],
    message: 'is before from',
  }),
  z.object({ kind: z.literal('customer'), posCustomerId: z.string().min(1).max(1500) }),
]);
export type RunScope = z.infer<typeof runScope>;
