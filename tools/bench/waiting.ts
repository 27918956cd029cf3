import { z } from 'zod';
import { moment } from './figures';

/** Who is measured at a POS that takes its time. */
export const WAITING_SUBJECTS = [
  'Sync Sam',
  'Sync Sam, recent changes',
  'Sync Sam, two tenants at once',
  'Sync Sam, four tenants at once',
  'one page at a time',
  'read and compare',
  'blind upsert',
] as const;
export type WaitingSubject = (typeof WAITING_SUBJECTS)[number];

const count = z.int().min(0);
const seconds = z.number().min(0);

/** How the POS answers. */
const posAnswers = z.object({ answerMilliseconds: count, largestPage: count });
export type PosAnswers = z.infer<typeof posAnswers>;

const dollars = z.object({
  instances: z.number(),
  firestore: z.number(),
  messages: z.number(),
  secrets: z.number(),
  total: z.number(),
});

/** One function in one sync. */
const functionUse = z.object({
  name: z.string(),
  calls: count,
  /** For how long it kept an instance with a whole vCPU busy. */
  seconds,
  cpuSeconds: seconds,
  cpu: z.number(),
  memoryGibibytes: z.number(),
  /** What is billed of an instance as it is declared, from its start on. */
  billedSeconds: seconds,
});

/** One subject at one POS, nothing changed: the medians of its repetitions. */
const waitingRow = posAnswers.extend({
  subject: z.enum(WAITING_SUBJECTS),
  repetitions: count,
  /** From the schedule's tick until nothing was under way any more. */
  wallSeconds: seconds,
  posRequests: count,
  peakInFlight: count,
  reads: count,
  writes: count,
  dataWrites: count,
  messages: count,
  secretReads: count,
  /** Of the process of the stages. */
  peakHeapBytes: count,
  functions: z.array(functionUse),
  /** Of each tenant. */
  dollars,
});
export type WaitingRow = z.infer<typeof waitingRow>;

/** A tenant in 30 days, 48 full syncs a day. */
const waitingMonth = posAnswers.extend({ name: z.string(), dollars });
export type WaitingMonth = z.infer<typeof waitingMonth>;

export const waitingResult = moment.extend({
  customers: count,
  orders: count,
  items: count,
  /** What it takes a processor to load the modules of a stage's function. */
  startCpuSeconds: seconds,
  rows: z.array(waitingRow),
  months: z.array(waitingMonth),
});
export type WaitingResult = z.infer<typeof waitingResult>;
