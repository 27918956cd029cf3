import { DateTime } from 'luxon';
import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from '../pos/answers';
import { buildRoster } from '../pos/worlds/builders';
import { readTransactions, worldFromTransactions } from '../pos/worlds/transactions';
import type { World } from '../pos/world';

/** What the simulated POS holds: a made-up roster of a size, or the orders of a transactions file. */
export const worldSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('roster'), customers: z.int() }),
  z.object({ kind: z.literal('transactions'), file: z.string() }),
]);
export type WorldSource = z.infer<typeof worldSource>;

export interface BuiltWorld {
  world: World;
  /** The moment at which it is synced. */
  now: Date;
  /** How far back the tenant's window has to reach so that all orders are in it, in days. */
  lookbackDays: number;
}

/** Fixed, so that every run of the benchmark finds the same counts: an afternoon in the shops' time zone. */
const NOW = new Date('2026-11-20T20:00:00Z');

const ORDERS_PER_CUSTOMER = 4;
const ITEMS = 400;

/** The usual window of a tenant. All orders of a roster lie in it. */
const LOOKBACK_DAYS = 90;

/** Builds a world, the same each time. @throws Error that names the fault where a file can't be read. */
export async function buildWorld(source: WorldSource): Promise<BuiltWorld> {
  if (source.kind === 'transactions') return worldOfFile(source.file);
  const world = buildRoster({
    seed: 1,
    customers: source.customers,
    ordersPerCustomer: ORDERS_PER_CUSTOMER,
    items: ITEMS,
    now: NOW,
    // Orders may be up to ten hours older than their day.
    days: LOOKBACK_DAYS - 2,
    timeZone: DEFAULT_TIME_ZONE,
  });
  return { world, now: NOW, lookbackDays: LOOKBACK_DAYS };
}

async function worldOfFile(file: string): Promise<BuiltWorld> {
  const transactions = await readTransactions(file);
  const dates = transactions.map(({ date }) => date).sort();
  const day = (date: string | undefined) =>
    DateTime.fromISO(`${date ?? ''}T16:00:00`, { zone: DEFAULT_TIME_ZONE });
  const [first, last] = [day(dates[0]), day(dates.at(-1))];
  if (!first.isValid || !last.isValid) throw new Error(`There are no transactions in ${file}.`);
  return {
    world: worldFromTransactions(transactions),
    now: last.toJSDate(),
    lookbackDays: Math.ceil(last.diff(first, 'days').days) + 1,
  };
}
