import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

jest.setTimeout(180_000);

const run = promisify(execFile);
const result = z.object({
  sales: z.int(),
  lost: z.int(),
  p50: z.number(),
  p99: z.number(),
  peak: z.int(),
});

// A day here; for a week: node --import tsx test/simulate/freshnessOfWeek.ts 2 7 (in tools).
describe('a sale at a random moment', () => {
  it('reaches the customer within 6 minutes half of the time, and within 12 nearly always, 4 requests at a time', async () => {
    const script = join(__dirname, 'freshnessOfWeek.ts');
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, '2', '1'], {
      cwd: join(__dirname, '../..'),
    });
    const { sales, lost, p50, p99, peak } = result.parse(JSON.parse(stdout));
    expect(sales).toBeGreaterThan(50);
    expect(lost).toBe(0);
    expect(p50).toBeLessThanOrEqual(6);
    expect(p99).toBeLessThanOrEqual(12);
    expect(peak).toBeLessThanOrEqual(4);
  });
});
