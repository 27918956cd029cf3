import { alleavesDocumentId, posIdOf } from '../../rules/identity/documentId';
import { combineTotals } from '../../rules/money/spending';
import { customerSpendingKey, emailSpendingKey } from '../../rules/identity/spendingKey';
import { customerReference } from '../../documents/customer';
import type { Database } from '../../platform/firestore/database';
import type { Limits } from '../../platform/limits';
import { paths } from '../../documents/paths';
import { type Figures, figuresOf, totalsOf } from '../../documents/figures';
import { parseSpending, spendingReference } from '../../documents/spending';
import { RequestError } from '../call/errors/requestError';
import { liveSpending } from './liveSpending';

/** Where the figures come from: the address's document, the customer's own, or the orders themselves. */
export const SPENDING_TIERS = ['email', 'customer', 'orders'] as const;

export interface FoundSpending {
  tier: (typeof SPENDING_TIERS)[number];
  /** The customers whose spending this is, by document id: several if they share the address. */
  customerIds: string[];
  figures: Figures;
}

/** Whom to look for: an address, a customer of the POS, or both of one customer. The address is real. */
export interface SpendingSubject {
  email: string | null;
  posCustomerId: string | null;
}

/**
 * What a customer has spent, in two tiers (design §5): the address's document, then the customer's own; and only if neither
 * exists, a live query of the orders. Where several customers share the address its document sums them all: it then answers
 * for the address, and not for one of them.
 *
 * One or two reads where the spending is stored; else at most 21 more, and one an order.
 * @returns null if the POS has nobody with the address or id.
 * @throws RequestError `too_many_owners`, `spending_timeout`; PermanentError `spending_malformed`, and those of the live query.
 */
export async function lookUpSpending(
  database: Database,
  orgId: string,
  { email, posCustomerId }: SpendingSubject,
  limits: Limits['liveSpending'],
): Promise<FoundSpending | null> {
  const own = posCustomerId === null ? null : alleavesDocumentId(posCustomerId);
  if (email !== null) {
    const [stored] = await readStored(database, orgId, [emailSpendingKey(email)]);
    const isAnswer = own === null || (stored?.customerIds.length === 1 && stored.customerIds[0] === own);
    if (stored && isAnswer) return { tier: 'email', ...stored };
  }
  const customerIds = own === null ? await ownersOf(database, orgId, email, limits.customers) : [own];
  if (customerIds.length === 0) return null;

  const keys = customerIds.flatMap((id) => posIdOf(id) ?? []).map(customerSpendingKey);
  const stored = await readStored(database, orgId, keys);
  const [first, ...others] = stored;
  if (first !== undefined) {
    const sum = () => figuresOf(combineTotals(stored.map(({ figures }) => totalsOf(figures))));
    return { tier: 'customer', customerIds, figures: others.length === 0 ? first.figures : sum() };
  }

  const { orders, totals } = await liveSpending(database, orgId, customerIds, limits);
  const isUnknown = orders === 0 && own !== null && !(await isThere(database, orgId, own));
  if (isUnknown) return null;
  return { tier: 'orders', customerIds, figures: figuresOf(totals) };
}

/** The spending documents there are of the keys. One read a key. */
async function readStored(database: Database, orgId: string, keys: readonly string[]) {
  const snapshots = await database.getAll(keys.map((key) => spendingReference(database, orgId, key)));
  return snapshots.flatMap((snapshot) => parseSpending(orgId, snapshot) ?? []);
}

/** The customers of the POS who have an address, by document id; those entered by hand have no orders. */
async function ownersOf(
  database: Database,
  orgId: string,
  email: string | null,
  most: number,
): Promise<string[]> {
  const owners = database
    .collection(paths.customers(orgId))
    .where('email', '==', email)
    .where('source', '==', 'alleaves')
    .select()
    .limit(most + 1);
  const { docs } = await database.query(owners);
  if (docs.length <= most) return docs.map(({ id }) => id);
  throw new RequestError(
    'failed-precondition',
    'too_many_owners',
    `More than ${most} customers share the email address, and their sum isn't stored yet. Ask by POS id, or try again after the next sync.`,
  );
}

async function isThere(database: Database, orgId: string, customerId: string): Promise<boolean> {
  return (await database.get(customerReference(database, orgId, customerId))).exists;
}
