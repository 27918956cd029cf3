import { z } from 'zod';
import { posChanges } from '../measures/changes';
import { worldSource } from '../worlds';

const nothing = z.object({}).nullish();
const count = z.int().min(0);

/** Where the embedded services listen, and the project that is in use on them. */
export const services = z.object({ project: z.string(), firestoreHost: z.string(), pubsubHost: z.string() });
export type Services = z.infer<typeof services>;

/** Everything that is counted on the side of the services, since they started. */
export const counters = z.object({
  reads: count,
  writes: count,
  deletes: count,
  /** Changes of customers, orders, spending documents, items and quarantined rows. */
  dataWrites: count,
  /** Events for which the segments' trigger is there: changes of spending documents. */
  triggerEvents: count,
  /** Changes of segments that were written. */
  segmentChanges: count,
  pubsubMessages: count,
  /** Calls of functions that failed. */
  failures: count,
});
export type Counters = z.infer<typeof counters>;

/** The process of the embedded Firestore and Pub/Sub, which delivers to the process of the functions. */
export const servicesProtocol = {
  start: {
    /** `functions`: the names of those to deliver to. */
    parameters: z.object({ now: z.coerce.date(), functions: z.array(z.string()) }),
    result: services,
  },
  /** From now on functions are called there. */
  deliverTo: { parameters: z.object({ stages: z.string(), triggers: z.string() }), result: nothing },
  putDocuments: {
    parameters: z.object({
      documents: z.array(z.object({ path: z.string(), data: z.record(z.string(), z.unknown()) })),
    }),
    result: nothing,
  },
  /** For messages that nobody listens to. */
  createTopic: { parameters: z.object({ topicId: z.string() }), result: nothing },
  /** Starts a run of one tenant and waits until nothing is under way any more. */
  syncOne: { parameters: z.object({ orgId: z.string() }), result: nothing },
  /** Runs the schedule and waits until nothing is under way any more. */
  tick: { parameters: nothing, result: z.object({ seconds: z.number() }) },
  /** Has recent changes of one tenant picked up, and waits likewise: what the schedule's tick takes is shared by all tenants. */
  recentChanges: {
    parameters: z.object({ orgId: z.string() }),
    result: z.object({ seconds: z.number() }),
  },
  counters: { parameters: nothing, result: counters },
  /** How a tenant's last run ended. */
  outcome: {
    parameters: z.object({ orgId: z.string() }),
    result: z.object({
      state: z.string(),
      error: z.string().nullable(),
      /** Of the run itself, without the triggers that follow from it. */
      seconds: z.number(),
      billed: z.object({ reads: count, writes: count, deletes: count }),
      /** Deliveries that went on with a stage. */
      continuations: count,
    }),
  },
  shards: {
    parameters: z.object({ orgId: z.string() }),
    result: z.array(
      z.object({ stream: z.enum(['customers', 'orders', 'spending', 'items']), from: z.string() }),
    ),
  },
};

/** The process of the simulated POS. */
export const posProtocol = {
  start: {
    parameters: z.object({
      world: worldSource,
      tenants: z.array(z.string()),
      /** Tenants with shops of the same size, besides. */
      crowd: z.array(z.string()).default([]),
    }),
    result: z.object({
      baseUrl: z.string(),
      now: z.coerce.date(),
      lookbackDays: z.int(),
      customers: count,
      orders: count,
      items: count,
      /** Lines of a dotenv file with the tenants' credentials. */
      secrets: z.array(z.string()),
    }),
  },
  /** From now on the POS answers so. */
  answer: {
    parameters: z.object({ answerMilliseconds: count, largestPage: count.nullable() }),
    result: nothing,
  },
  change: { parameters: z.object({ share: z.number(), seed: z.int() }), result: posChanges },
  /** Requests answered so far, logins included. */
  requests: { parameters: nothing, result: z.object({ total: count, peakInFlight: count }) },
};

export const baselineName = z.enum(['blind upsert', 'read and compare', 'raw load']);
export type BaselineName = z.infer<typeof baselineName>;

/** The process whose memory is measured: that of the functions, or of a baseline. */
export const workerProtocol = {
  start: {
    parameters: services.extend({
      now: z.coerce.date(),
      secretsFile: z.string(),
      /** Of a stage, in place of the deployed one. */
      timeBudgetMilliseconds: z.number().optional(),
      /** Limits of the client of the POS, in place of the deployed ones. */
      pos: z.record(z.string(), z.number()).optional(),
      /** Whether each call finds a session at the POS to open, as on an instance that has just started. */
      freshSessions: z.boolean().optional(),
    }),
    result: z.object({
      /** Where the functions are served. */
      url: z.string(),
    }),
  },
  baseline: {
    parameters: z.object({ name: baselineName, orgId: z.string() }),
    result: z.object({ seconds: z.number() }),
  },
  resetUsage: { parameters: nothing, result: nothing },
  usage: {
    parameters: nothing,
    result: z.object({
      heapBytes: z.number(),
      rssBytes: z.number(),
      cpuSeconds: z.number(),
      /** Accesses of secrets. */
      secretReads: count,
      calls: z.array(
        z.object({ name: z.string(), calls: count, seconds: z.number(), cpuSeconds: z.number() }),
      ),
    }),
  },
};
