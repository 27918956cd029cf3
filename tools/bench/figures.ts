import { z } from 'zod';

/** Who brings the POS into Firestore. */
export const SUBJECTS = ['Sync Sam', 'blind upsert', 'read and compare', 'raw load'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What happens at the POS before a sync. */
export const PHASES = ['first sync', 'no change', '1 % changed', '10 % changed'] as const;
export type Phase = (typeof PHASES)[number];

const count = z.int().min(0);

/** When something was measured. */
export const moment = z.object({
  measuredAt: z.iso.datetime(),
  /** Of the machine in the minute before; above the number of cores, seconds mean little. */
  loadAverage: z.number(),
});
export type Moment = z.infer<typeof moment>;

/** What one sync took. Counts are exact; seconds and memory depend on the machine. */
const figures = z.object({
  /** Billed operations, those of the triggers that followed included. */
  reads: count,
  writes: count,
  deletes: count,
  dollars: z.number(),
  /** Changes of documents other than the sync's own bookkeeping. */
  dataWrites: count,
  /** Changes that raise an event; the baselines' are counted and not handled. */
  triggerEvents: count,
  pubsubMessages: count,
  posRequests: count,
  /** Until nothing was under way any more, triggers included. */
  seconds: z.number(),
  /** Until the run had ended: as seconds if there are no triggers. */
  runSeconds: z.number(),
  /** Customers, orders and items of the POS for each of those seconds. */
  recordsPerSecond: z.number(),
  /** User and system time of the process at work: what it takes of a processor, no matter what else uses the machine. */
  cpuSeconds: z.number(),
  /** The same of the process of the segments' trigger. */
  triggerCpuSeconds: z.number(),
  /** The highest in the process at work, garbage that waits to be collected included. */
  peakHeapBytes: z.number(),
  peakRssBytes: z.number(),
});
export type Figures = z.infer<typeof figures>;

/** The fewest writes possible, by what they are; see lowerBound.ts. */
const writeBound = z.object({
  changedDocuments: count,
  spendingDocuments: count,
  derivedCustomers: count,
  shards: count,
  bookkeeping: count,
  total: count,
});

/** One subject in one phase: the medians of its repetitions, and the range of its seconds. */
const measurement = z.object({
  subject: z.enum(SUBJECTS),
  phase: z.enum(PHASES),
  repetitions: z.int().min(1),
  median: figures,
  fastestSeconds: z.number(),
  slowestSeconds: z.number(),
  /** Where something had changed before. */
  lowestWrites: writeBound.nullable(),
});
export type Measurement = z.infer<typeof measurement>;

export const worldResult = moment.extend({
  name: z.string(),
  kind: z.enum(['roster', 'transactions']),
  customers: count,
  orders: count,
  items: count,
  measurements: z.array(measurement),
});
export type WorldResult = z.infer<typeof worldResult>;
