import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

/** What the demo answers on stdout, checked before it is used. */
const report = z.strictObject({
  ok: z.boolean(),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
  skipped: z.array(z.unknown()).length(0),
  ticks: z.array(
    z.strictObject({
      name: z.string(),
      tenants: z.array(
        z.looseObject({ orgId: z.string(), customers: z.int(), orders: z.int(), dollars: z.number() }),
      ),
      triggerEvents: z.int(),
      dataWrites: z.int(),
      seconds: z.number(),
    }),
  ),
  seconds: z.number().positive(),
  peakMemoryBytes: z.int().positive(),
});

interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

function demo(...parameters: string[]): Promise<Outcome> {
  const command = [BUNDLED, 'demo/main.ts', ...parameters];
  return new Promise((done) => {
    execFile(process.execPath, command, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('npm run demo -- --transactions', () => {
  let directory: string;
  const write = async (name: string, ...lines: string[]): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, ['customer_id,date,quantity,amount', ...lines, ''].join('\n'));
    return file;
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'demo-test-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('syncs the orders of a file, and answers nothing but JSON on stdout', async () => {
    const file = await write(
      'orders.csv',
      '1,1997-01-01,1,11.77',
      '2,1997-12-01,2,"$1,012.00"',
      '2,1997-12-12,5,-77.01',
    );
    const { status, stdout, stderr } = await demo('--json', '--transactions', file);
    expect(stderr).toContain('3 orders from 1997-01-01 to 1997-12-12');
    const { ok, checks, ticks } = report.parse(JSON.parse(stdout));
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect({ ok, status }).toEqual({ ok: true, status: 0 });
    expect(checks).toContainEqual({
      name: 'first sync, transactions: cents of all spending',
      ok: true,
      detail: '94,676',
    });
    expect(ticks[0]?.tenants[0]).toMatchObject({
      customers: 2,
      orders: 3,
      segments: { vip: 0, loyal: 0, returning: 0, new: 1, at_risk: 0, churned: 1 },
    });
  });

  it('ends with status 1 and no answer where the file is wrong', async () => {
    const file = await write('wrong.csv', '1,1997-02-30,1,5');
    const { status, stdout, stderr } = await demo('--json', '--transactions', file);
    expect(stderr).toMatch(/✖ Can't read transactions from .*wrong\.csv: line 2: date is not a date/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
