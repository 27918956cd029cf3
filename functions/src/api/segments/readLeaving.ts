import type { Segment } from '../../rules/customers/segment';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import { parseCustomer, type StoredCustomer } from '../../documents/customer';

/** The names of a customer, to show whom a change is about. */
export const NAME_FIELDS = ['displayName', 'firstName', 'lastName'] as const;

/** How many customers of a segment are due to leave it by a moment, and the first of them. */
export interface Leaving {
  customerCount: number;
  /** In the order in which they are due. */
  first: StoredCustomer[];
}

/** Counted by an aggregation (a read for each 1,000), and a read for each of the first. */
export async function readLeaving(
  database: Database,
  orgId: string,
  segment: Segment,
  { until, first }: { until: Date; first: number },
): Promise<Leaving> {
  const due = database
    .collection(paths.customers(orgId))
    .where('segment', '==', segment)
    .where('segmentDueAt', '<=', until)
    .orderBy('segmentDueAt');
  const customerCount = await database.count(due);
  if (customerCount === 0) return { customerCount, first: [] };
  const { docs } = await database.query(due.limit(first).select(...NAME_FIELDS, 'segmentDueAt'));
  return { customerCount, first: docs.map(parseCustomer) };
}
