import { z } from 'zod';
import { moment, PHASES, worldResult } from './figures';
import { waitingResult } from './waiting';

const count = z.int().min(0);

/** Loading the built functions, beside the libraries alone that any such function loads. */
const coldStartResult = moment.extend({
  repetitions: count,
  functionsMilliseconds: z.number(),
  bareMilliseconds: z.number(),
  /** The median of the ratios pair by pair. */
  ratio: z.number(),
});
export type ColdStartResult = z.infer<typeof coldStartResult>;

/** One tick of the schedule for many tenants. */
const fanOutResult = moment.extend({
  tenants: count,
  seconds: z.number(),
  published: count,
  reads: count,
  peakHeapBytes: z.number(),
  peakRssBytes: z.number(),
});
export type FanOutResult = z.infer<typeof fanOutResult>;

const memoryPhase = z.object({
  phase: z.enum(PHASES),
  seconds: z.number(),
  runSeconds: z.number(),
  continuations: count,
  reads: count,
  writes: count,
  peakHeapBytes: z.number(),
  peakRssBytes: z.number(),
});

export type MemoryPhase = z.infer<typeof memoryPhase>;

/** A large tenant, synced by a process with a small heap. */
const memoryResult = moment.extend({
  customers: count,
  orders: count,
  heapLimitMebibytes: count,
  phases: z.array(memoryPhase),
});
export type MemoryResult = z.infer<typeof memoryResult>;

/** Searches over customers with hostile names; the processor's time for the slowest, beside that of the plain way. */
const searchResult = moment.extend({
  customers: count,
  rows: z.array(
    z.object({ characters: z.string(), milliseconds: z.number(), plainMilliseconds: z.number() }),
  ),
});
export type SearchResult = z.infer<typeof searchResult>;

/** Something the benchmark is there to find out. `met` is null if it was not measured. */
const targetResult = z.object({
  name: z.string(),
  target: z.string(),
  measured: z.string(),
  met: z.boolean().nullable(),
  /** Whether it is about counts, which are exact; a benchmark that misses one of these fails. */
  exact: z.boolean(),
});
export type TargetResult = z.infer<typeof targetResult>;

/** What a run of the benchmark found: `--json` prints it, `docs/bench/results.json` keeps it. */
export const benchResults = z.object({
  machine: z.object({ node: z.string(), processor: z.string(), cores: count, memoryGibibytes: count }),
  prices: z.object({ date: z.string(), source: z.string(), region: z.string() }),
  worlds: z.array(worldResult),
  coldStart: coldStartResult.nullable(),
  fanOut: fanOutResult.nullable(),
  memory: memoryResult.nullable(),
  search: searchResult.nullable().default(null),
  waiting: waitingResult.nullable().default(null),
  targets: z.array(targetResult),
});
export type BenchResults = z.infer<typeof benchResults>;
