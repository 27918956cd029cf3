import { checkTargets } from '../../bench/targets';
import type { MemoryResult } from '../../bench/results';
import { measurementOf, MOMENT, resultsOf, worldOf } from './results';

const typical = (own: Parameters<typeof measurementOf>[2], blindWrites = 18_000, compareReads = 18_000) =>
  resultsOf({
    worlds: [
      worldOf(3_004, [
        measurementOf('Sync Sam', 'no change', { reads: 25, writes: 6, ...own }),
        measurementOf('blind upsert', 'no change', { reads: 400, writes: blindWrites }),
        measurementOf('read and compare', 'no change', { reads: compareReads, writes: 1 }),
      ]),
    ],
  });

const met = (results: ReturnType<typeof resultsOf>, name: string) =>
  checkTargets(results).find((target) => target.name.startsWith(name))?.met;

describe('checkTargets', () => {
  it('holds a sync without changes against its counts', () => {
    expect(met(typical({}), 'no change, 3,004 customers')).toBe(true);
    for (const worse of [
      { reads: 26 },
      { writes: 7 },
      { deletes: 1 },
      { dataWrites: 1 },
      { triggerEvents: 1 },
    ]) {
      expect(met(typical(worse), 'no change, 3,004 customers')).toBe(false);
    }
  });

  it('holds its price against those of the alternatives', () => {
    const name = 'no change, 3,004 customers, dollars';
    expect(met(typical({}), name)).toBe(true);
    expect(met(typical({}, 7_000), name)).toBe(false);
    expect(met(typical({}, 18_000, 400), name)).toBe(false);
  });

  it('holds writes after changes against the fewest possible', () => {
    const of = (writes: number) =>
      resultsOf({
        worlds: [worldOf(1_000, [measurementOf('Sync Sam', '1 % changed', { writes, lowest: 100 })])],
      });
    expect(met(of(101), '1 % changed')).toBe(true);
    expect(met(of(102), '1 % changed')).toBe(false);
  });

  it('holds the first sync against the raw load, from 10,000 customers on', () => {
    const of = (customers: number, runSeconds: number) =>
      resultsOf({
        worlds: [
          worldOf(customers, [
            measurementOf('Sync Sam', 'first sync', { runSeconds }),
            measurementOf('raw load', 'first sync', { seconds: 10 }),
          ]),
        ],
      });
    expect(met(of(10_000, 15), 'first sync')).toBe(true);
    expect(met(of(10_000, 15.1), 'first sync')).toBe(false);
    expect(met(of(9_999, 100), 'first sync')).toBeUndefined();
  });

  it('holds growth against that of the records', () => {
    const of = (reads: number) =>
      resultsOf({
        worlds: [
          worldOf(1_000, [measurementOf('Sync Sam', 'no change', { reads: 20 })]),
          worldOf(10_000, [measurementOf('Sync Sam', 'no change', { reads })]),
        ],
      });
    expect(met(of(200), 'growth, reads')).toBe(true);
    expect(met(of(201), 'growth, reads')).toBe(false);
  });

  it('holds a tick for many tenants against time, memory and number', () => {
    const fanOut = {
      ...MOMENT,
      tenants: 10_000,
      published: 10_000,
      seconds: 3,
      reads: 10_000,
      peakHeapBytes: 6e7,
      peakRssBytes: 1.7e8,
    };
    const of = (given: Partial<typeof fanOut>) =>
      met(resultsOf({ fanOut: { ...fanOut, ...given } }), 'fan-out');
    expect(of({})).toBe(true);
    expect(of({ published: 9_999 })).toBe(false);
    expect(of({ seconds: 10 })).toBe(false);
    expect(of({ peakRssBytes: 2.6e8 })).toBe(false);
  });

  it('holds a large tenant against its size, its heap and its continuations', () => {
    const of = (given: Partial<MemoryResult>, continuations = 2) => {
      const first = { phase: 'first sync' as const, seconds: 900, runSeconds: 900, reads: 9, writes: 9 };
      const peaks = { peakHeapBytes: 2e8, peakRssBytes: 4e8 };
      const phases = [{ ...first, ...peaks, continuations }];
      const memory = { ...MOMENT, customers: 250_000, orders: 1_000_000, heapLimitMebibytes: 256, phases };
      return met(resultsOf({ memory: { ...memory, ...given } }), 'memory');
    };
    expect(of({})).toBe(true);
    expect(of({}, 0)).toBe(false);
    expect(of({ heapLimitMebibytes: 512 })).toBe(false);
    expect(of({ customers: 249_999 })).toBeNull();
    expect(of({ orders: 999_999 })).toBeNull();
  });

  it('says of what was not measured that it was not', () => {
    const unknown = checkTargets(resultsOf()).map(({ name, met }) => [name, met]);
    expect(unknown).toEqual([
      ['memory', null],
      ['cold start', null],
      ['fan-out', null],
    ]);
  });
});
