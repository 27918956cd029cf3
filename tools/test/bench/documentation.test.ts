import { existsSync, readFileSync } from 'node:fs';
import { costChart } from '../../bench/report/chart';
import { blockOf, withBlock } from '../../docs/blocks';
import { readmeText } from '../../bench/report/readme';
import { CHART_FILE, GENERATED, RESULTS_FILE } from '../../bench/report/save';
import { type BenchResults, benchResults } from '../../bench/results';
import { checkTargets } from '../../bench/targets';
import { measurementOf, resultsOf, worldOf } from './results';

const savedResults = (): BenchResults => benchResults.parse(JSON.parse(readFileSync(RESULTS_FILE, 'utf8')));

describe('what the documentation says of costs', () => {
  it.each(GENERATED)('is made of the results that are kept: $file', ({ file, text }) => {
    expect(blockOf(readFileSync(file, 'utf8'), 'bench')).toBe(text(savedResults()));
  });

  it('is the chart of the results that are kept', () => {
    expect(existsSync(CHART_FILE)).toBe(true);
    expect(readFileSync(CHART_FILE, 'utf8')).toBe(`${costChart(savedResults())}\n`);
  });

  it('keeps results whose targets are those of this release', () => {
    const { targets, ...measured } = savedResults();
    expect(targets).toEqual(checkTargets(measured));
    expect(targets.filter(({ exact, met }) => exact && met === false)).toEqual([]);
  });
});

describe('costChart', () => {
  it('is the same for the same results, and shows who costs what', () => {
    const own = measurementOf('Sync Sam', 'no change', { reads: 25, writes: 6 });
    const blind = measurementOf('blind upsert', 'no change', { reads: 401, writes: 18_104 });
    const results = resultsOf({ worlds: [worldOf(3_004, [own, blind])] });
    const chart = costChart(results);
    expect(costChart(results)).toBe(chart);
    for (const shown of ['3,004 customers', 'blind upsert', '0.019', '24'])
      expect(chart).toContain(`>${shown}<`);
  });
});

describe('readmeText', () => {
  const phases = ['no change', '1 % changed', 'first sync'] as const;
  const worlds = [
    worldOf(
      3_004,
      phases.flatMap((phase) => [
        measurementOf('Sync Sam', phase, { reads: 25, writes: 6 }),
        measurementOf('read and compare', phase, { reads: 18_104, writes: 1 }),
        measurementOf('blind upsert', phase, { reads: 401, writes: 18_104 }),
      ]),
    ),
  ];

  it('sets the ways side by side, with how many times each costs', () => {
    const lines = readmeText(resultsOf({ worlds })).split('\n');
    expect(lines[4]).toMatch(/^\| no change +\| Sync Sam +\| +25 \| +6 \| 0\.0000129 \| +\|$/);
    expect(lines[5]).toMatch(/^\| +\| read and compare +\| +18,104 \| +1 \| +0\.00543 \| +421 \|$/);
    expect(lines[6]).toMatch(/^\| +\| blind upsert +\| +401 \| +18,104 \| +0\.0164 \| +1,272 \|$/);
    expect(new Set(lines.slice(2).map(({ length }) => length)).size).toBe(1);
  });

  it('replaces only what stands between the markers', () => {
    const readme = 'before\n<!-- bench -->\n\nold\n\n<!-- /bench -->\nafter\n';
    const results = resultsOf({ worlds });
    const written = withBlock(readme, 'bench', readmeText(results));
    expect(written.replace(readmeText(results), 'old')).toBe(readme);
    expect(withBlock(written, 'bench', readmeText(results))).toBe(written);
  });

  it('says what is missing', () => {
    expect(readmeText(resultsOf())).toMatch(/Not measured yet: .*--customers 3004/);
    expect(() => blockOf('no markers', 'bench')).toThrow(/no block bench/);
  });
});
