import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { naiveSegment, type Expectation, type ExpectedCustomer } from './expectation';

const DAY = 86_400_000;
const records = z.array(z.object({ customer_id: z.string(), date: z.string(), amount: z.string() }));

/**
 * What a sync of a transactions file must lead to, from the file alone: a plain sum of cents, and segments by the number of
 * days between dates.
 * @param asOf `YYYY-MM-DD`; later lines don't count.
 */
export async function expectationOfTransactions(file: string, asOf: string): Promise<Expectation> {
  const bytes = await readFile(file);
  const text = file.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
  const lines: unknown = parse(text, { columns: true, trim: true, bom: true, skip_empty_lines: true });
  const customers = new Map<string, ExpectedCustomer & { last: string | undefined }>();
  const orders = { count: 0, cents: 0 };
  for (const { customer_id: id, date, amount } of records.parse(lines)) {
    if (date > asOf) continue;
    const cents = wholeCents(amount);
    orders.count += 1;
    orders.cents += cents;
    let customer = customers.get(id);
    if (customer === undefined)
      customers.set(id, (customer = { segment: '', orderCount: 0, cents: 0, last: undefined }));
    customer.cents += cents;
    // A refund lowers what was spent, and is no order.
    if (cents < 0) continue;
    customer.orderCount += 1;
    if (customer.last === undefined || date > customer.last) customer.last = date;
  }
  for (const customer of customers.values()) {
    const days =
      customer.last === undefined ? undefined : (Date.parse(asOf) - Date.parse(customer.last)) / DAY;
    customer.segment = naiveSegment(customer.orderCount, customer.cents, days);
  }
  const expected = [...customers].map(([id, { segment, orderCount, cents }]) => ({
    id,
    segment,
    orderCount,
    cents,
  }));
  return {
    customers: new Map(expected.map(({ id, ...customer }) => [id, customer])),
    orders,
    spending: new Map(expected.map(({ id, orderCount, cents }) => [`cid_${id}`, { orderCount, cents }])),
    products: 1,
  };
}

/** Cents without floating point: 12.5 and "$1,234.50" as their digits say, a third decimal rounded half away from zero. */
function wholeCents(amount: string): number {
  const bracketed = /^\((.*)\)$/.exec(amount)?.[1];
  const plain = (bracketed ?? amount).replace(/[$,\s]/g, '');
  const negative = bracketed !== undefined || plain.startsWith('-');
  const [dollars = '', fraction = ''] = plain.replace('-', '').split('.');
  const cents =
    Number(dollars) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2)) + Number(fraction.charAt(2) >= '5');
  return negative && cents !== 0 ? -cents : cents;
}
