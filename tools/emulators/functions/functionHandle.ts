import type { Declaration } from './endpoint';
import type { CloudEvent } from './events';

export interface FunctionCounters {
  invocations: number;
  failures: number;
  inFlight: number;
}

/** A run of a scheduled function, as Cloud Scheduler names it. */
export interface ScheduledRun {
  jobName: string;
  /** ISO 8601. */
  scheduleTime: string;
}

/**
 * Events that are pushed to a function at the same time, whether it has a place for them or not: Pub/Sub's flow control, which knows
 * nothing of instances. Google's is some thousands; so many would only wait for this machine.
 */
export const PUSHES_AT_ONCE = 80;

/** A function that events can be sent to, wherever it runs. */
export interface FunctionHandle extends Declaration {
  readonly name: string;
  /** See {@link PUSHES_AT_ONCE}. */
  readonly pushesAtOnce: number;
  readonly counters: FunctionCounters;
  /** Refuses what waits for a free instance here, if anything does. */
  halt?(): void;
  /** Sends it an event. @throws when the function fails. */
  call(event: CloudEvent): Promise<unknown>;
  /** Runs a scheduled function. @throws what it throws, or an error that says so. */
  runSchedule(run: ScheduledRun): Promise<unknown>;
}

/** What the Functions emulator calls the trigger of a function. */
export const triggerName = ({ region, name }: Pick<FunctionHandle, 'region' | 'name'>): string =>
  `${region}-${name}-0`;

/** What a function is and has done, for listings. */
export const describeFunction = ({ name, region, trigger, concurrency, counters }: FunctionHandle) => ({
  name,
  region,
  trigger,
  concurrency,
  counters,
});

export const noInvocations = (): FunctionCounters => ({ invocations: 0, failures: 0, inFlight: 0 });

/** Counts `work` as an invocation, and as a failed one when it rejects. */
export async function countInvocation(
  counters: FunctionCounters,
  work: () => Promise<unknown>,
): Promise<unknown> {
  counters.invocations += 1;
  counters.inFlight += 1;
  try {
    return await work();
  } catch (error) {
    counters.failures += 1;
    throw error;
  } finally {
    counters.inFlight -= 1;
  }
}
