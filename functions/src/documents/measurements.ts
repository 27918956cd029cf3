import { z } from 'zod';
import { storedDate } from '../platform/firestore/timestamp';
import { type Baseline, type Measurements, NO_MEASUREMENTS } from '../rules/answers/plausibility';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const measured = z.object({ records: count, filled: z.record(z.string(), count) });

/** What a run has measured so far; it travels with the run's messages, which earlier releases wrote without it. */
export const measurements: z.ZodType<Measurements> = z
  .object({
    customers: measured.optional(),
    orders: measured.optional(),
    items: measured.optional(),
    unknownStatuses: count,
    orderDays: z.record(z.iso.date(), count),
    inventoryRows: count.optional(),
  })
  .catch(NO_MEASUREMENTS);

const rates = z.object({ records: count, rates: z.record(z.string(), share) });

/** What the POS's answers usually look like. */
export const baseline: z.ZodType<Baseline> = z.object({
  customers: rates.optional(),
  orders: rates.optional(),
  items: rates.optional(),
  unknownStatuses: share,
  orderDays: z.array(z.iso.date()),
  inventoryRows: count.optional(),
});

/** More than there are codes. */
export const MAXIMUM_WARNINGS = 10;

/** Something odd about the POS's answers that stopped nothing. */
export const syncWarning = z.object({
  code: z.string().describe('Stable; docs/operations.md lists them.'),
  message: z.string().describe('Says what is odd and what to do.'),
  since: storedDate.describe('When a sync first met it.'),
});
export type SyncWarning = z.output<typeof syncWarning>;

/** The share of records that had each field, by stream; of what a run read. */
export const storedFillRates = z.partialRecord(
  z.enum(['customers', 'orders', 'items']),
  z.record(z.string(), share),
);
