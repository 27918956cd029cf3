import { z } from 'zod';

/** What the main process asks of a worker, one at a time. */
export const job = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seed'),
    seed: z.int(),
    /** How many steps to tell of: of a seed that failed, or the whole of any. */
    steps: z.union([z.int(), z.literal('all')]),
  }),
  z.object({
    kind: z.literal('mutant'),
    name: z.string(),
    /** How many seeds to try, from 1 up; then the corpus. */
    seeds: z.int(),
    /** The seed to try before them. */
    likely: z.int().optional(),
  }),
]);
export type Job = z.infer<typeof job>;

const violation = z.object({ invariant: z.string(), detail: z.string() });

const seedReport = z.object({
  seed: z.int(),
  violation: violation.nullable(),
  faults: z.record(z.string(), z.int()),
  commits: z.int(),
  invocations: z.int(),
  steps: z.array(z.string()),
});

const mutantReport = z.object({
  name: z.string(),
  description: z.string(),
  seeds: z.int(),
  caughtBy: violation.extend({ seed: z.int() }).nullable(),
});

/** What a worker answers. */
export const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('seed'), report: seedReport }),
  z.object({ kind: z.literal('mutant'), report: mutantReport }),
]);
export type Answer = z.infer<typeof answer>;
