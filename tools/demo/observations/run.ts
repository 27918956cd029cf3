import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { storedDate } from '../../../functions/src/platform/firestore/timestamp';

const status = z.object({
  state: z.string(),
  lastRunId: z.string(),
  customerCount: z.int(),
  orderCount: z.int(),
  menuProductsCount: z.int(),
  segmentCounts: z.record(z.string(), z.int()),
  lastError: z.object({ code: z.string(), message: z.string(), stage: z.string() }).nullable(),
});

const run = z.object({
  state: z.string(),
  startedAt: storedDate,
  finishedAt: storedDate,
  billed: z.object({ reads: z.int(), writes: z.int(), deletes: z.int() }),
  stages: z.record(z.string(), z.object({ added: z.int(), updated: z.int(), deleted: z.int() })),
});

/** How a tenant's last run ended, as it recorded that itself. */
export interface RunRecord {
  runId: string;
  seconds: number;
  /** What the run says it was billed; the segments' trigger is no part of it. */
  billed: { reads: number; writes: number; deletes: number };
  /** Customer documents that the sync itself wrote. */
  customersSynced: number;
  /** The counts of `sync_status`. */
  recorded: { customers: number; orders: number; products: number; segments: Record<string, number> };
}

/**
 * Reads how a tenant's last run ended.
 * @returns the fault instead if there is none, or it is not a success.
 */
export async function readRun(firestore: Firestore, orgId: string): Promise<RunRecord | { fault: string }> {
  const statusData = (await firestore.doc(`tenants/${orgId}/sync_status/pos`).get()).data();
  if (statusData === undefined) return { fault: 'no run began' };
  const { lastRunId, state, lastError, ...counts } = status.parse(statusData);
  if (state !== 'succeeded') {
    const why = lastError === null ? '' : `: ${lastError.code} in ${lastError.stage}: ${lastError.message}`;
    return { fault: `the run is ${state}${why}` };
  }
  const data = (await firestore.doc(`tenants/${orgId}/sync_runs/${lastRunId}`).get()).data();
  const { startedAt, finishedAt, billed, stages } = run.parse(data);
  const customers = stages['customers'];
  return {
    runId: lastRunId,
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    billed,
    customersSynced: (customers?.added ?? 0) + (customers?.updated ?? 0),
    recorded: {
      customers: counts.customerCount,
      orders: counts.orderCount,
      products: counts.menuProductsCount,
      segments: counts.segmentCounts,
    },
  };
}

/** The codes of the dead letters, one for each. */
export async function readDeadLetters(firestore: Firestore): Promise<string[]> {
  const { docs } = await firestore.collection('dead_letters').get();
  return docs.map((letter) => z.object({ code: z.string() }).parse(letter.get('error')).code);
}
