import { type DuplicateGroup, likelyDuplicates, SHARED } from '../../../rules/customers/duplicates';
import { posIdOf } from '../../../rules/identity/documentId';
import { comparePosIds } from '../../../rules/identity/posId';
import type { Database } from '../../../platform/firestore/database';
import type { Limits } from '../../../platform/limits';
import { parseCustomer, type StoredCustomer } from '../../../documents/customer';
import { paths } from '../../../documents/paths';

/** What is shown of a customer, and decides whether it is looked at. */
const DUPLICATE_FIELDS = [
  ...(['source', 'displayName', 'firstName', 'lastName', 'email', 'phone'] as const),
  ...(['orderCount', 'totalSpent', 'lastOrderDate', 'goneSince', 'erasedAt'] as const),
];

/**
 * The likely duplicates among the customers that are there, also those entered by hand: one read for each customer with an address,
 * and one for each with a telephone number.
 * @returns `complete` is false if there are more such customers than are looked at.
 */
export async function readDuplicates(
  database: Database,
  orgId: string,
  { customers: most }: Limits['duplicates'],
): Promise<{ groups: DuplicateGroup<StoredCustomer>[]; complete: boolean }> {
  const collection = database.collection(paths.customers(orgId));
  const found = await Promise.all(
    SHARED.map(async (field) => {
      const reachable = collection.where(field, '>', '').orderBy(field).limit(most);
      return (await database.query(reachable.select(...DUPLICATE_FIELDS))).docs;
    }),
  );
  const customers = new Map(found.flat().map((snapshot) => [snapshot.id, parseCustomer(snapshot)]));
  const present = [...customers.values()]
    .filter(({ goneSince, erasedAt }) => goneSince === null && erasedAt === null)
    .sort((a, b) => comparePosIds(placeOf(a), placeOf(b)));
  return { groups: likelyDuplicates(present), complete: found.every(({ length }) => length < most) };
}

/** Customers of the POS by its numbers, then those entered by hand. */
function placeOf({ customerId }: StoredCustomer): string {
  return posIdOf(customerId) ?? customerId;
}
