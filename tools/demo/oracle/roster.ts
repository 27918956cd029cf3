import { DateTime } from 'luxon';
import { z } from 'zod';
import type { World } from '../../pos/world';
import { naiveSegment, type Expectation, type ExpectedCustomer, type ExpectedSpending } from './expectation';

/** The one form in which `buildRoster` writes its rows. */
const customerRow = z.object({ id_customer: z.number(), email: z.string().nullable() });
const orderRow = z.object({
  userId: z.string(),
  customer: z.object({ email: z.string() }),
  date_created: z.string(),
  status: z.string(),
  total: z.number(),
});
const inventoryRow = z.object({ id_item: z.number() });

const NOT_COUNTED = ['canceled', 'cancelled', 'void', 'voided', 'refunded', 'returned'];
const DAY = 86_400_000;

interface Account extends ExpectedSpending {
  lastOrderAt: number | undefined;
}

/** What a sync of a whole roster must lead to. Its addresses have one owner each. */
export function expectationOfRoster(world: World, timeZone: string, now: Date): Expectation {
  const customers = world.customers.rows.map((row) => customerRow.parse(row));
  const accounts = new Map<string, Account>();
  const idByEmail = new Map<string, string>();
  for (const { id_customer: id, email } of customers) {
    accounts.set(String(id), { orderCount: 0, cents: 0, lastOrderAt: undefined });
    if (email !== null) idByEmail.set(email, String(id));
  }

  const orders = { count: 0, cents: 0 };
  for (const row of world.orders.rows) {
    const order = orderRow.parse(row);
    const account = accounts.get(idByEmail.get(order.customer.email) ?? order.userId);
    if (account === undefined) continue;
    const cents = Math.round(order.total * 100);
    orders.count += 1;
    orders.cents += cents;
    if (NOT_COUNTED.includes(order.status.toLowerCase())) continue;
    const at = DateTime.fromISO(order.date_created, { zone: timeZone }).toMillis();
    account.orderCount += 1;
    account.cents += cents;
    account.lastOrderAt = Math.max(account.lastOrderAt ?? at, at);
  }

  return {
    customers: new Map([...accounts].map(([id, account]) => [id, expectedCustomer(account, now)])),
    orders,
    spending: expectedSpending(accounts, idByEmail),
    products: new Set(world.inventory.rows.map((row) => inventoryRow.parse(row).id_item)).size,
  };
}

function expectedCustomer({ orderCount, cents, lastOrderAt }: Account, now: Date): ExpectedCustomer {
  const days = lastOrderAt === undefined ? undefined : Math.floor((now.getTime() - lastOrderAt) / DAY);
  return { segment: naiveSegment(orderCount, cents, days), orderCount, cents };
}

function expectedSpending(
  accounts: ReadonlyMap<string, Account>,
  idByEmail: ReadonlyMap<string, string>,
): Map<string, ExpectedSpending> {
  const spending = new Map<string, ExpectedSpending>();
  const add = (key: string, account: Account | undefined): void => {
    if (account !== undefined && account.orderCount > 0)
      spending.set(key, { orderCount: account.orderCount, cents: account.cents });
  };
  for (const [id, account] of accounts) add(`cid_${id}`, account);
  for (const [email, id] of idByEmail) add(email, accounts.get(id));
  return spending;
}
