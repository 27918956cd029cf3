import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { parseMoney } from '../../../functions/src/rules/money/money';
import { parseCalendarDate } from '../../../functions/src/rules/time/time';
import { World, type WireRow } from '../world';

/** One line of a transactions file. */
export interface Transaction {
  customerId: string;
  /** `YYYY-MM-DD`. */
  date: string;
  quantity: number;
  amountCents: number;
}

const COLUMNS = ['customer_id', 'date', 'quantity', 'amount'];

const amount = z.string().transform((text, context) => {
  const cents = parseMoney(text);
  if (cents === undefined) {
    context.addIssue({ code: 'custom', message: 'is not an amount of money' });
    return z.NEVER;
  }
  return cents;
});

const line = z
  .object({
    customer_id: z.string().min(1, 'is empty'),
    date: z.string().refine((text) => parseCalendarDate(text) === text, 'is not a date (YYYY-MM-DD)'),
    quantity: z.string().regex(/^\d+$/, 'is not a whole number').transform(Number),
    amount,
  })
  .transform((row): Transaction => ({
    customerId: row.customer_id,
    date: row.date,
    quantity: row.quantity,
    amountCents: row.amount,
  }));

/**
 * Reads a CSV of `customer_id,date,quantity,amount` with that header; a name that ends in `.gz` is unpacked.
 * @throws Error that names the file, the line and the fault.
 */
export async function readTransactions(file: string): Promise<Transaction[]> {
  const transactions: Transaction[] = [];
  const parser = parse({ columns: checkHeader, info: true, trim: true, bom: true, skip_empty_lines: true });
  const collect = async (records: AsyncIterable<unknown>): Promise<void> => {
    for await (const record of records) {
      transactions.push(parseLine(record));
    }
  };
  const source = createReadStream(file);
  try {
    if (file.endsWith('.gz')) {
      await pipeline(source, createGunzip(), parser, collect);
    } else {
      await pipeline(source, parser, collect);
    }
  } catch (error) {
    const fault = types.isNativeError(error) ? error.message : String(error);
    throw new Error(`Can't read transactions from ${file}: ${fault}`, { cause: error });
  }
  return transactions;
}

function checkHeader(header: string[]): string[] {
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new Error(
      `line 1: column ${missing.join(', ')} is missing. The header must be ${COLUMNS.join(',')}.`,
    );
  }
  return header;
}

const numbered = z.object({ info: z.object({ lines: z.number() }), record: z.unknown() });

function parseLine(value: unknown): Transaction {
  const { info, record } = numbered.parse(value);
  const parsed = line.safeParse(record);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`line ${info.lines}: ${faults.join('; ')}.`);
  }
  return parsed.data;
}

const ITEM = { id_item: 1, item: 'Transaction item', category: 'Category > Uncategorized' };

/**
 * A world in which every line is one order at the till (placeholder email and `userId`), at noon of its day, and every customer id is one customer
 * without contact details. All orders sell the one item on the menu.
 */
export function worldFromTransactions(transactions: readonly Transaction[]): World {
  const world = new World();
  const customerIds = new Set(transactions.map(({ customerId }) => customerId));
  world.customers.addAll(
    Array.from(customerIds, (id): WireRow => ({ id_customer: id, name: 'Guest', email: null })),
  );
  world.orders.addAll(
    transactions.map(({ customerId, date, quantity, amountCents }, index) => ({
      id: index + 1,
      userId: customerId,
      customer: { id: customerId, email: 'no-email@alleaves.local' },
      date_created: `${date}T12:00:00`,
      status: 'delivered',
      total: amountCents / 100,
      items: [{ id_item: ITEM.id_item, item: ITEM.item, quantity, category: ITEM.category }],
    })),
  );
  world.inventory.add({
    ...ITEM,
    id_batch: 1,
    price_retail: 12,
    cost_of_good: 6,
    available: 1000,
    on_hand: 1000,
  });
  return world;
}
