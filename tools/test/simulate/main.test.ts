import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { z } from 'zod';

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

const summary = z.object({
  seeds: z.int(),
  commits: z.int(),
  invocations: z.int(),
  faults: z.record(z.string(), z.int()),
  failures: z.array(z.unknown()),
});

const mutants = z.array(
  z.object({
    name: z.string(),
    seeds: z.int(),
    caughtBy: z.object({ seed: z.int(), invariant: z.string(), detail: z.string() }).nullable(),
  }),
);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command as `npm run simulate` does. */
const simulate = async (...given: string[]): Promise<Ended> => run('simulate/main.ts', ...given);

async function run(...given: string[]): Promise<Ended> {
  return new Promise((ended) => {
    execFile(process.execPath, [BUNDLED, ...given], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      ended({ code, stdout, stderr });
    });
  });
}

jest.setTimeout(180_000);

describe('npm run simulate', () => {
  it('keeps all promises on the corpus and some fresh seeds', async () => {
    const { code, stdout, stderr } = await simulate('--seeds', '8', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { failures, seeds, commits, invocations, faults } = summary.parse(JSON.parse(stdout));
    expect(failures).toEqual([]);
    expect(seeds).toBeGreaterThanOrEqual(8);
    // A seed in which nothing happens would keep every promise.
    expect(commits).toBeGreaterThan(seeds * 5);
    expect(invocations).toBeGreaterThan(seeds * 5);
    expect(Object.keys(faults).length).toBeGreaterThan(3);
  });

  it('replays a seed to the letter in another process, whatever ran there before', async () => {
    const [alone, later] = await Promise.all([
      simulate('--seed', '3'),
      run('--eager', 'test/simulate/traceOf.ts', '2', '3'),
    ]);
    expect(later.stdout.split('\n').length).toBeGreaterThan(100);
    expect(alone.stdout.slice(0, later.stdout.length)).toBe(later.stdout);
  });

  it('shows which seed catches a bug, and replays what it broke', async () => {
    const attempt = async () =>
      simulate('--mutants', 'zombie commit', '--seeds', '60', '--json', '--workers', '1');
    const [{ code, stdout, stderr }, again] = await Promise.all([attempt(), attempt()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(again.stdout).toBe(stdout);
    const [report, ...others] = mutants.parse(JSON.parse(stdout));
    expect(others).toEqual([]);
    expect(report?.caughtBy?.detail).toContain('is written by invocation');
  });

  it('fails where a bug is not caught', async () => {
    const { code, stdout } = await simulate('--mutants', 'zombie commit', '--seeds', '0', '--workers', '1');
    expect(stdout).toContain('NOT CAUGHT');
    expect(stdout).toContain('0 of 1 mutants were caught');
    expect(code).toBe(1);
  });

  it('says what is wrong with its options', async () => {
    const [count, place] = await Promise.all([
      simulate('--seeds', 'many'),
      simulate('--mutants', 'zombie', '--save'),
    ]);
    expect(count.stderr).toContain('Give a whole number');
    expect(count.code).not.toBe(0);
    expect(place.stderr).toContain('with --mutants and no name');
    expect(place.code).not.toBe(0);
  });
});
