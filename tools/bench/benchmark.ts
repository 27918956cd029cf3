import { cpus, totalmem } from 'node:os';
import { FIRESTORE_PRICES } from '../../functions/src/rules/money/pricing';
import type { Progress } from '../terminal/progress';
import { measureColdStart } from './measures/coldStart';
import { measureFanOut } from './measures/fanOut';
import { measureLargeTenant } from './measures/largeTenant';
import { measureSearch } from './measures/search';
import { measureWaiting } from './measures/waiting';
import { measureWorld } from './measures/world';
import type { BenchOptions, Part } from './options';
import type { BenchResults } from './results';
import { checkTargets, type Measured } from './targets';
import type { WorldSource } from './worlds';

/** The shop of the waiting part. */
const TYPICAL_CUSTOMERS = 3_004;

/** Loading takes a tenth of a second, so many repetitions cost little and calm the median. */
const COLD_STARTS = 15;

/** How often `--full` measures a world, but one of this many customers and more once. */
const FULL_REPETITIONS = 3;
const LARGE_WORLD = 100_000;

/**
 * Measures what the options ask for, one thing after the other.
 * @param onResult Takes what has been found so far, each time that something was: the rest may fail, and takes long.
 */
export async function runBenchmark(
  options: BenchOptions,
  progress: Progress,
  onResult: (results: BenchResults) => Promise<void>,
): Promise<BenchResults> {
  const { date, source, region } = FIRESTORE_PRICES;
  let measured: Measured = {
    machine: describeMachine(),
    prices: { date, source, region },
    worlds: [],
    coldStart: null,
    fanOut: null,
    memory: null,
    search: null,
    waiting: null,
  };
  const results = () => ({ ...measured, targets: checkTargets(measured) });
  const add = async (found: Partial<Measured>): Promise<void> => {
    measured = { ...measured, ...found };
    await onResult(results());
  };
  const part = async (name: Part, measure: () => Promise<void>): Promise<void> => {
    if (!options.parts.includes(name)) return;
    progress.begin(name);
    await measure();
    progress.end(name, true);
  };
  await part('cold-start', async () => add({ coldStart: await measureColdStart(COLD_STARTS) }));
  await part('fan-out', async () => add({ fanOut: await measureFanOut(options.tenants) }));
  await part('search', async () => add({ search: measureSearch() }));
  await part('worlds', async () => {
    const { profile } = options;
    const workerFlags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    for (const world of worldsOf(options)) {
      const repetitions = repetitionsOf(options, world);
      const result = await measureWorld(world, { repetitions, workerFlags }, progress);
      await add({ worlds: [...measured.worlds, result] });
    }
  });
  await part('waiting', async () => {
    const { answerMilliseconds, repetitions = FULL_REPETITIONS } = options;
    const waiting = { customers: TYPICAL_CUSTOMERS, answerMilliseconds, repetitions };
    await add({ waiting: await measureWaiting(waiting, progress) });
  });
  await part('memory', async () => add({ memory: await measureLargeTenant(options.largeTenant, progress) }));
  return results();
}

function worldsOf({ customers, transactions }: BenchOptions): WorldSource[] {
  return [
    ...customers.map((size) => ({ kind: 'roster' as const, customers: size })),
    ...(transactions === undefined ? [] : [{ kind: 'transactions' as const, file: transactions }]),
  ];
}

/** The largest worlds take minutes each time, which evens out by itself what makes short ones vary. */
function repetitionsOf({ repetitions, full }: BenchOptions, world: WorldSource): number {
  const isLarge = world.kind === 'roster' && world.customers >= LARGE_WORLD;
  return repetitions ?? (full && !isLarge ? FULL_REPETITIONS : 1);
}

function describeMachine(): BenchResults['machine'] {
  const processors = cpus();
  return {
    node: process.versions.node,
    processor: processors[0]?.model ?? 'unknown processor',
    cores: processors.length,
    memoryGibibytes: Math.round(totalmem() / 1024 ** 3),
  };
}
