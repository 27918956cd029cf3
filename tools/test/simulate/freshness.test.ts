import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

jest.setTimeout(180_000);

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');
const SCRIPT = join(__dirname, 'freshnessOfWeek.ts');

const run = promisify(execFile);
const result = z.object({
  sales: z.int(),
  lost: z.int(),
  p50: z.number(),
  p99: z.number(),
  peak: z.int(),
});

// A day here; for a week: node scripts/bundled.mjs --eager test/simulate/freshnessOfWeek.ts 2 7.
describe('a sale at a random moment', () => {
  it('reaches the customer within 6 minutes half of the time, and within 12 nearly always, 4 requests at a time', async () => {
    const { stdout } = await run(process.execPath, [BUNDLED, '--eager', SCRIPT, '2', '1']);
    const { sales, lost, p50, p99, peak } = result.parse(JSON.parse(stdout));
    expect(sales).toBeGreaterThan(50);
    expect(lost).toBe(0);
    expect(p50).toBeLessThanOrEqual(6);
    expect(p99).toBeLessThanOrEqual(12);
    expect(peak).toBeLessThanOrEqual(4);
  });
});
