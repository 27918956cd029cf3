import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expectationOfTransactions } from '../../../demo/oracle/transactions';

const LINES = [
  'customer_id,date,quantity,amount',
  '7,2026-01-01,1,0.10',
  '7,2026-01-20,1,0.20',
  '8,2026-03-01,2,"$1,234.505"',
  '8,2026-03-02,2,-4.5',
  '9,2026-03-03,2,(2.00)',
  '9,2026-06-01,2,1',
];

describe('expectationOfTransactions', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'oracle-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('adds up cents as their digits say, and takes a negative amount for a refund', async () => {
    const file = join(directory, 'orders.csv');
    await writeFile(file, LINES.join('\n'));
    const { customers, orders, spending } = await expectationOfTransactions(file, '2026-03-31');
    expect(orders).toEqual({ count: 5, cents: 10 + 20 + 123_451 - 450 - 200 });
    expect(Object.fromEntries(customers)).toEqual({
      7: { segment: 'at_risk', orderCount: 2, cents: 30 },
      8: { segment: 'new', orderCount: 1, cents: 123_001 },
      9: { segment: 'new', orderCount: 0, cents: -200 },
    });
    expect(spending.get('cid_8')).toEqual({ orderCount: 1, cents: 123_001 });
  });

  it('reads a gzipped file, and later lines on a later day', async () => {
    const file = join(directory, 'orders.csv.gz');
    await writeFile(file, gzipSync(LINES.join('\r\n')));
    const { customers, orders } = await expectationOfTransactions(file, '2026-06-01');
    expect(orders.count).toBe(6);
    expect(customers.get('7')?.segment).toBe('churned');
    expect(customers.get('9')).toEqual({ segment: 'new', orderCount: 1, cents: -100 });
  });
});
