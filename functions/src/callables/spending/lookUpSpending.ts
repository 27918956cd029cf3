import { alleavesDocumentId, posIdOf } from '../../domain/documentId';
import { combineTotals, spendingFields, type SpendingTotals } from '../../domain/spending';
import { customerSpendingKey, emailSpendingKey } from '../../domain/spendingKey';
import { customerReference } from '../../firestore/customers';
import type { Database } from '../../firestore/database';
import { MAX_LIVE_CUSTOMERS } from '../../firestore/liveSpending';
import { paths } from '../../firestore/paths';
import { parseSpending, type SpendingFigures, spendingReference } from '../../firestore/spending';
import { RequestError } from '../requestError';
import { liveSpending } from './liveSpending';

/** Where the figures come from: the address's document, the customer's own, or the orders themselves. */
export const SPENDING_TIERS = ['email', 'customer', 'orders'] as const;

export interface FoundSpending {
  tier: (typeof SPENDING_TIERS)[number];
  /** The customers whose spending this is, by document id: several where they share the address. */
  customerIds: string[];
  figures: SpendingFigures;
}

/** Whom to look for: an address, a customer of the POS, or both of one customer. The address is real. */
export interface SpendingSubject {
  email: string | null;
  posCustomerId: string | null;
}

/**
 * What a customer has spent, in two tiers (design §5): the address's document, then the customer's own; and only where neither
 * exists, a live query of the orders. Where several customers share the address its document sums them all: it then answers
 * for the address, and not for one of them.
 *
 * One or two reads where the spending is stored; else at most 21 more, and one an order.
 * @returns null where the POS has nobody with the address or id.
 * @throws RequestError `too_many_owners`, `spending_timeout`; PermanentError `spending_malformed`, and those of the live query.
 */
export async function lookUpSpending(
  database: Database,
  orgId: string,
  { email, posCustomerId }: SpendingSubject,
): Promise<FoundSpending | null> {
  const own = posCustomerId === null ? null : alleavesDocumentId(posCustomerId);
  if (email !== null) {
    const [stored] = await readStored(database, orgId, [emailSpendingKey(email)]);
    const isAnswer = own === null || (stored?.customerIds.length === 1 && stored.customerIds[0] === own);
    if (stored && isAnswer) return { tier: 'email', ...stored };
  }
  const customerIds = own === null ? await ownersOf(database, orgId, email) : [own];
  if (customerIds.length === 0) return null;

  const keys = customerIds.flatMap((id) => posIdOf(id) ?? []).map(customerSpendingKey);
  const stored = await readStored(database, orgId, keys);
  if (stored.length > 0) {
    const totals = combineTotals(stored.map(({ figures }) => totalsOf(figures)));
    return { tier: 'customer', customerIds, figures: spendingFields(orgId, { customerIds }, totals) };
  }

  const { orders, totals } = await liveSpending(database, orgId, customerIds);
  const isUnknown = orders === 0 && own !== null && !(await isThere(database, orgId, own));
  if (isUnknown) return null;
  return { tier: 'orders', customerIds, figures: spendingFields(orgId, { customerIds }, totals) };
}

/** The spending documents there are of the keys. One read a key. */
async function readStored(database: Database, orgId: string, keys: readonly string[]) {
  const snapshots = await database.getAll(keys.map((key) => spendingReference(database, orgId, key)));
  return snapshots.flatMap((snapshot) => parseSpending(orgId, snapshot) ?? []);
}

/** The customers of the POS who have an address, by document id; those entered by hand have no orders. */
async function ownersOf(database: Database, orgId: string, email: string | null): Promise<string[]> {
  const owners = database
    .collection(paths.customers(orgId))
    .where('email', '==', email)
    .where('source', '==', 'alleaves')
    .select()
    .limit(MAX_LIVE_CUSTOMERS + 1);
  const { docs } = await database.query(owners);
  if (docs.length <= MAX_LIVE_CUSTOMERS) return docs.map(({ id }) => id);
  throw new RequestError(
    'failed-precondition',
    'too_many_owners',
    `More than ${MAX_LIVE_CUSTOMERS} customers share the address, and their sum is not stored yet: ask by POS id, or again after the next sync.`,
  );
}

async function isThere(database: Database, orgId: string, customerId: string): Promise<boolean> {
  return (await database.get(customerReference(database, orgId, customerId))).exists;
}

/** Stored figures, to be added to others. */
function totalsOf({
  totalSpent,
  orderCount,
  firstOrderDate,
  lastOrderDate,
}: SpendingFigures): SpendingTotals {
  return {
    cents: Math.round(totalSpent * 100),
    orderCount,
    firstOrderAt: firstOrderDate?.getTime() ?? null,
    lastOrderAt: lastOrderDate?.getTime() ?? null,
  };
}
