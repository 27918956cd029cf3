import { printMutants, printSeeds, type SeedReport, summarise } from '../../simulate/report';

const kept: SeedReport = {
  seed: 7,
  violation: null,
  faults: { duplicate: 2, stall: 1 },
  commits: 30,
  invocations: 20,
  steps: [],
};
const broken: SeedReport = {
  ...kept,
  seed: 8,
  violation: { invariant: 'honest success', detail: 'honest success: run r1 is a success without orders/1' },
  faults: { duplicate: 3 },
  steps: ['10-27T09:30:00.000 syncOrders/3 ← pos-sync-orders#1', '10-27T09:30:00.010 ‼ honest success'],
};

describe('the report of seeds', () => {
  it('adds up what was injected and says how fast it went', () => {
    const summary = summarise([kept, broken], 0.1);
    expect(summary).toMatchObject({
      seeds: 2,
      seedsPerSecond: 20,
      faults: { duplicate: 5, stall: 1 },
      commits: 60,
      failures: [{ seed: 8 }],
    });
    const text = printSeeds(summary);
    expect(text).toContain('2 seeds in 0.1 s: 20 a second');
    expect(text).toMatch(/duplicate\s+│\s+5/);
    expect(text).toMatch(/posOutage\s+│\s+0/);
  });

  it('names of a failure the promise, the seed, the steps before it and the command that replays it', () => {
    const text = printSeeds(summarise([broken], 1));
    expect(text).toContain('Seed 8 broke a promise — honest success: run r1 is a success without orders/1');
    for (const step of broken.steps) expect(text).toContain(`  ${step}`);
    expect(text).toContain('npm run simulate -- --seed 8');
    expect(text).toContain('1 seeds broke a promise.');
    expect(printSeeds(summarise([kept], 1))).toContain('All promises were kept.');
  });

  it('has no colour codes, which a log would show', () => {
    expect(printSeeds(summarise([kept, broken], 1)) + printMutants([], 1)).not.toContain('\u001b');
  });
});

describe('the report of mutants', () => {
  it('says of each which seed caught it and which promise that broke, or that none did', () => {
    const text = printMutants(
      [
        {
          name: 'one',
          description: '',
          seeds: 2,
          caughtBy: { seed: 4, invariant: 'honest success', detail: '' },
        },
        { name: 'two', description: '', seeds: 50, caughtBy: null },
      ],
      2,
    );
    expect(text).toMatch(/one\s+│\s+4 │ honest success/);
    expect(text).toMatch(/two\s+│\s+NOT CAUGHT │ 50 seeds tried/);
    expect(text).toContain('1 of 2 mutants were caught, in 2.0 s.');
  });
});
