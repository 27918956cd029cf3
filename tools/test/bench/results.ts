import type { Figures, Measurement, Moment, Phase, Subject, WorldResult } from '../../bench/figures';
import type { BenchResults } from '../../bench/results';
import { costInDollars } from '../../../functions/src/rules/money/pricing';

/** A measurement with the given figures; what isn't given is 1. */
export function measurementOf(
  subject: Subject,
  phase: Phase,
  given: Partial<Figures> & { lowest?: number } = {},
): Measurement {
  const { lowest, ...figures } = given;
  const billed = { reads: figures.reads ?? 1, writes: figures.writes ?? 1, deletes: figures.deletes ?? 0 };
  return {
    subject,
    phase,
    repetitions: 1,
    fastestSeconds: 1,
    slowestSeconds: 1,
    lowestWrites:
      lowest === undefined
        ? null
        : {
            changedDocuments: lowest,
            spendingDocuments: 0,
            derivedCustomers: 0,
            shards: 0,
            bookkeeping: 0,
            total: lowest,
          },
    median: {
      dataWrites: 0,
      triggerEvents: 0,
      pubsubMessages: 5,
      posRequests: 10,
      seconds: 1,
      runSeconds: 1,
      recordsPerSecond: 1,
      cpuSeconds: 1,
      triggerCpuSeconds: 0,
      peakHeapBytes: 1e8,
      peakRssBytes: 2e8,
      dollars: costInDollars(billed),
      ...billed,
      ...figures,
    },
  };
}

export const MOMENT: Moment = { measuredAt: '2026-11-22T20:00:00.000Z', loadAverage: 0.1 };

export function worldOf(customers: number, measurements: Measurement[]): WorldResult {
  const name = `${customers.toLocaleString('en-US')} customers`;
  return { ...MOMENT, name, kind: 'roster', customers, orders: 4 * customers, items: 0, measurements };
}

export function resultsOf(given: Partial<BenchResults> = {}): BenchResults {
  return {
    machine: { node: '20.20.2', processor: 'any', cores: 2, memoryGibibytes: 24 },
    prices: { date: '2026-11-22', source: 'https://example.com', region: 'us-central1' },
    worlds: [],
    coldStart: null,
    fanOut: null,
    memory: null,
    search: null,
    waiting: null,
    targets: [],
    ...given,
  };
}
