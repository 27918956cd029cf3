import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { PermanentError } from '../platform/errors';
import type { Database } from './database';
import { paths } from './paths';
import { storedDate } from './timestamp';

/** The figures of a `customer_spending` document; money in dollars. */
const storedFigures = z.object({
  totalSpent: z.number(),
  orderCount: z.int(),
  avgOrderValue: z.number(),
  firstOrderDate: storedDate.nullable(),
  lastOrderDate: storedDate.nullable(),
});
export type SpendingFigures = z.output<typeof storedFigures>;

/** A spending document: what it says, and of which customers it is the sum. */
export interface StoredSpending {
  figures: SpendingFigures;
  customerIds: string[];
}

const owners = z.object({ customerIds: z.array(z.string()).catch([]) });

/** @param key See src/domain/spendingKey.ts. */
export function spendingReference(database: Database, orgId: string, key: string): DocumentReference {
  return database.document(`${paths.spending(orgId)}/${key}`);
}

/**
 * What a spending document says; null where there is none.
 * @throws PermanentError `spending_malformed`.
 */
export function parseSpending(orgId: string, snapshot: DocumentSnapshot | undefined): StoredSpending | null {
  if (!snapshot?.exists) return null;
  const figures = storedFigures.safeParse(snapshot.data());
  if (figures.success) return { figures: figures.data, ...owners.parse(snapshot.data()) };
  throw new PermanentError(
    'spending_malformed',
    `A spending document of tenant '${orgId}' is malformed: run a sync with mode 'full' to write it anew.`,
    { cause: figures.error },
  );
}
