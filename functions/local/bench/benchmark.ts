import { cpus, loadavg, totalmem } from 'node:os';
import { FIRESTORE_PRICES } from '../../src/domain/pricing';
import type { Progress } from '../demo/progress';
import type { WorldResult } from './figures';
import { measureColdStart } from './measures/coldStart';
import { measureFanOut } from './measures/fanOut';
import { measureLargeTenant } from './measures/largeTenant';
import { measureWorld } from './measures/world';
import type { BenchOptions, Part } from './options';
import type { BenchResults } from './results';
import { checkTargets } from './targets';
import type { WorldSource } from './worlds';

/** Loading takes a tenth of a second, so many repetitions cost little and calm the median. */
const COLD_STARTS = 15;

/** Measures what the options ask for, one thing after the other. */
export async function runBenchmark(options: BenchOptions, progress: Progress): Promise<BenchResults> {
  const machine = describeMachine();
  const measuredAt = new Date().toISOString();
  const part = async <Result>(name: Part, measure: () => Promise<Result>): Promise<Result | null> => {
    if (!options.parts.includes(name)) return null;
    progress.begin(name);
    const result = await measure();
    progress.end(name, true);
    return result;
  };
  const coldStart = await part('cold-start', () => measureColdStart(COLD_STARTS));
  const fanOut = await part('fan-out', () => measureFanOut(options.tenants));
  const worlds = (await part('worlds', () => measureWorlds(options, progress))) ?? [];
  const memory = await part('memory', () => measureLargeTenant(options.largeTenant, progress));
  const { date, source, region } = FIRESTORE_PRICES;
  const measured = {
    measuredAt,
    machine,
    prices: { date, source, region },
    worlds,
    coldStart,
    fanOut,
    memory,
  };
  return { ...measured, targets: checkTargets(measured) };
}

async function measureWorlds(options: BenchOptions, progress: Progress): Promise<WorldResult[]> {
  const { customers: sizes, transactions, repetitions, profile } = options;
  const sources: WorldSource[] = [
    ...sizes.map((customers) => ({ kind: 'roster' as const, customers })),
    ...(transactions === undefined ? [] : [{ kind: 'transactions' as const, file: transactions }]),
  ];
  const workerFlags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const results: WorldResult[] = [];
  for (const source of sources)
    results.push(await measureWorld(source, { repetitions, workerFlags }, progress));
  return results;
}

function describeMachine(): BenchResults['machine'] {
  const processors = cpus();
  return {
    node: process.versions.node,
    processor: processors[0]?.model ?? 'unknown processor',
    cores: processors.length,
    memoryGibibytes: totalmem() / 1024 ** 3,
    loadAverage: loadavg()[0] ?? 0,
  };
}
