import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTransactions, worldFromTransactions } from '../../../pos/worlds/transactions';
import { parseCustomerRow } from '../../../../functions/src/alleaves/rows/customer';
import { parseInventoryRow } from '../../../../functions/src/alleaves/rows/inventory';
import { parseOrderRow } from '../../../../functions/src/alleaves/rows/order';

const HEADER = 'customer_id,date,quantity,amount';
const LINES = `${HEADER}\n1,1997-01-01,1,11.77\n2,1997-01-12,5,"1,077.00"\n1,1997-02-01,2,0.00\n`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transactions-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('readTransactions', () => {
  const expected = [
    { customerId: '1', date: '1997-01-01', quantity: 1, amountCents: 1177 },
    { customerId: '2', date: '1997-01-12', quantity: 5, amountCents: 107_700 },
    { customerId: '1', date: '1997-02-01', quantity: 2, amountCents: 0 },
  ];

  it('reads a CSV, plain or packed', async () => {
    expect(await readTransactions(await file('a.csv', LINES))).toEqual(expected);
    expect(await readTransactions(await file('a.csv.gz', gzipSync(LINES)))).toEqual(expected);
  });

  it('reads columns by name, with a byte order mark and Windows line ends', async () => {
    const text = '\uFEFFamount,quantity,date,customer_id\r\n11.77,1,1997-01-01,1\r\n';

    expect(await readTransactions(await file('b.csv', text))).toEqual(expected.slice(0, 1));
  });

  it.each([
    [`customer,date,quantity,amount\n`, 'line 1: column customer_id is missing'],
    [`${HEADER}\n1,1997-01-01,1,5\n1,1997-02-30,1,5\n`, 'line 3: date is not a date (YYYY-MM-DD)'],
    [`${HEADER}\n1,1997-01-01,x,5\n`, 'line 2: quantity is not a whole number'],
    [`${HEADER}\n1,1997-01-01,1,five\n`, 'line 2: amount is not an amount of money'],
    [`${HEADER}\n,1997-01-01,1,five\n`, 'line 2: customer_id is empty; amount is not an amount of money'],
    [`${HEADER}\n1,1997-01-01,1\n`, 'line 2'],
  ])('names the line and the fault of %j', async (content, fault) => {
    await expect(readTransactions(await file('c.csv', content))).rejects.toThrow(fault);
  });

  it('names the file that is missing, cut off or not packed', async () => {
    await expect(readTransactions(join(folder, 'none.csv'))).rejects.toThrow(/none\.csv: ENOENT/);
    await expect(readTransactions(await file('d.csv.gz', LINES))).rejects.toThrow(
      /d\.csv\.gz: incorrect header/,
    );
    await expect(readTransactions(await file('e.csv.gz', gzipSync(LINES).subarray(0, 40)))).rejects.toThrow(
      /e\.csv\.gz/,
    );
  });
});

describe('worldFromTransactions', () => {
  it('has one customer an id and one order a line, which all parse', async () => {
    const world = worldFromTransactions(await readTransactions(await file('a.csv', LINES)));

    const customers = world.customers.rows.map((row) => parseCustomerRow(row, 'UTC'));
    expect(customers.map(({ posId }) => posId)).toEqual(['1', '2']);
    const orders = world.orders.rows.map((row) => parseOrderRow(row, 'America/New_York').record);
    expect(
      orders.map((order) => [order?.posOrderId, order?.posCustomerId, order?.totalCents, order?.email]),
    ).toEqual([
      ['1', '1', 1177, null],
      ['2', '2', 107_700, null],
      ['3', '1', 0, null],
    ]);
    expect(orders[1]?.orderDate).toEqual(new Date('1997-01-12T17:00:00Z'));
    expect(orders[1]?.items[0]?.quantity).toBe(5);
    expect(world.inventory.rows.map(parseInventoryRow)).toMatchObject([
      { issues: [], record: { sellable: true } },
    ]);
  });
});
