import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const FUNCTIONS = join(__dirname, '../../..');

const summary = z.object({
  seeds: z.int(),
  commits: z.int(),
  invocations: z.int(),
  failures: z.array(
    z.object({ seed: z.int(), violation: z.object({ invariant: z.string() }), steps: z.array(z.string()) }),
  ),
});

const mutants = z.array(
  z.object({
    name: z.string(),
    seeds: z.int(),
    caughtBy: z.object({ seed: z.int(), invariant: z.string() }).nullable(),
  }),
);

/** Runs the command as `npm run simulate` does. */
async function simulate(...given: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = [require.resolve('tsx/cli'), join(FUNCTIONS, 'local/simulate/main.ts'), ...given];
    execFile(process.execPath, command, { cwd: FUNCTIONS, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

describe('npm run simulate', () => {
  it('keeps all promises on the corpus and some fresh seeds', async () => {
    const { code, stdout } = await simulate('--seeds', '12', '--from', '1', '--json');
    const { failures, seeds, commits, invocations } = summary.parse(JSON.parse(stdout));
    expect(failures).toEqual([]);
    expect(code).toBe(0);
    expect(seeds).toBeGreaterThanOrEqual(12);
    // A seed in which nothing happens would keep every promise.
    expect(commits).toBeGreaterThan(seeds * 5);
    expect(invocations).toBeGreaterThan(seeds * 5);
  }, 120_000);

  it('replays a seed to the letter', async () => {
    const [first, second] = await Promise.all([simulate('--seed', '17'), simulate('--seed', '17')]);
    const steps = (text: string) => text.split('\n').filter((line) => /^\d\d-\d\dT/.test(line));
    expect(steps(first.stdout).length).toBeGreaterThan(100);
    expect(steps(second.stdout)).toEqual(steps(first.stdout));
  }, 120_000);

  it('catches every mutant', async () => {
    const { code, stdout, stderr } = await simulate('--mutants', '--seeds', '400', '--json');
    expect(stderr).toBe('');
    const reports = mutants.parse(JSON.parse(stdout));
    expect(reports.filter(({ caughtBy }) => caughtBy === null)).toEqual([]);
    expect(reports.length).toBeGreaterThanOrEqual(14);
    expect(code).toBe(0);
  }, 600_000);

  it('says what is wrong with its options', async () => {
    const { code, stderr } = await simulate('--seeds', 'many');
    expect(code).not.toBe(0);
    expect(stderr).toContain('Give a whole number');
  }, 60_000);
});
