import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../../terminal/progress';
import { startTransactions } from '../../../demo/demos/transactionsDemo';

const silent: Progress = {
  begin: () => undefined,
  update: () => undefined,
  line: () => undefined,
  end: () => undefined,
};

// That good files are synced is main.test.ts's to show.
describe('startTransactions', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'demo-test-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each<[string, string[], string | undefined, RegExp]>([
    [
      'a customer that the POS takes for nobody',
      ['0,1997-01-01,1,5'],
      undefined,
      /customer_id "0" can't be.*Renumber/,
    ],
    ['no lines', [], undefined, /holds a header and no transactions: add lines/],
    ['an invalid amount', ['1,1997-01-01,1,five'], undefined, /line 2: amount is not an amount of money/],
    ['a day before all lines', ['1,1997-02-03,1,5'], '1997-02-02', /give an --as-of date from 1997-02-03 on/],
  ])('refuses %s, before anything is started', async (_what, lines, asOf, why) => {
    const file = join(directory, 'orders.csv');
    await writeFile(file, ['customer_id,date,quantity,amount', ...lines, ''].join('\n'));
    await expect(startTransactions(silent, file, asOf)).rejects.toThrow(why);
  });
});
