import { z } from 'zod';
import type { Message } from '../../servers/grpcHandlers';

/** Operations as Google bills them: also those without effect, and at least one read a query. */
export interface FirestoreStats {
  reads: number;
  writes: number;
  deletes: number;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Counts the billed operations of one database, from the requests and responses that pass. */
export class BillingMeter {
  private readonly stats: FirestoreStats = { reads: 0, writes: 0, deletes: 0 };

  read(documents: number): void {
    this.stats.reads += documents;
  }

  /** `failed`: how many of a batch's writes were refused, which cost nothing. */
  write(request: Message, failed = 0): void {
    const writes = listOf(request['writes']);
    const deletes = writes.filter(
      (write) => typeof write === 'object' && write !== null && 'delete' in write,
    ).length;
    this.stats.deletes += deletes;
    this.stats.writes += writes.length - deletes - failed;
  }

  snapshot(): FirestoreStats {
    return { ...this.stats };
  }
}

/** Index entries that an aggregation reads for the price of one document (cloud.google.com/firestore/pricing). */
const AGGREGATED_ENTRIES_PER_READ = 1000;

const aggregationRequest = z.object({
  structuredAggregationQuery: z.object({
    aggregations: z.array(z.object({ alias: z.string().optional(), count: z.unknown() })),
  }),
});
const aggregationResponse = z.object({
  result: z.object({
    aggregateFields: z.record(z.string(), z.object({ integerValue: z.coerce.number().optional() })),
  }),
});

/** What an aggregation bills. Without a count() the number of its entries is unknown, and it is taken for the least. */
export function aggregationReads(request: Message, response: Message): number {
  const asked = aggregationRequest.safeParse(request);
  const answered = aggregationResponse.safeParse(response);
  if (!asked.success || !answered.success) return 1;
  const counts = asked.data.structuredAggregationQuery.aggregations
    .filter((aggregation) => aggregation.count !== undefined)
    .map(({ alias = '' }) => answered.data.result.aggregateFields[alias]?.integerValue ?? 0);
  return Math.max(1, Math.ceil(Math.max(0, ...counts) / AGGREGATED_ENTRIES_PER_READ));
}
