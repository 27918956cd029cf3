import type { Clock } from '../../../functions/src/platform/ports/clock';
import type { Log } from '../../../functions/src/platform/ports/log';
import type { Backoff } from '../delivery/backoff';
import { DeliveryQueue } from '../delivery/deliveryQueue';
import { Faults } from '../delivery/faults';
import type { FunctionHandle } from '../functions/functionHandle';
import { parseSchedule, type Schedule } from '../functions/schedule';

/** The longest delay that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What Cloud Scheduler does where a job says nothing else. */
const SCHEDULER_BACKOFF: Backoff = { minimumMs: 5_000, maximumMs: 3_600_000 };

interface Job {
  hosted: FunctionHandle;
  schedule: Schedule;
  /** The runs that are due, by their time. */
  queue: DeliveryQueue<Date>;
  next: Date | null;
  timer: NodeJS.Timeout | undefined;
}

/** Runs scheduled functions when they are due, and on demand. */
export class Scheduler {
  private readonly jobs = new Map<string, Job>();

  /** @throws Error naming the function whose schedule is not understood. */
  constructor(
    functions: readonly FunctionHandle[],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    for (const hosted of functions) {
      if (hosted.trigger.kind !== 'schedule') continue;
      const { schedule, timeZone, retryCount } = hosted.trigger;
      this.jobs.set(hosted.name, {
        hosted,
        schedule: parseSchedule(schedule, timeZone),
        queue: this.queueOf(hosted, retryCount),
        next: null,
        timer: undefined,
      });
    }
  }

  names(): string[] {
    return [...this.jobs.keys()];
  }

  /** When the function runs next by itself; null when it doesn't. */
  nextRun(name: string): Date | null {
    return this.jobs.get(name)?.next ?? null;
  }

  /** The runs that are due and under way. */
  queues(): DeliveryQueue<Date>[] {
    return [...this.jobs.values()].map((job) => job.queue);
  }

  start(): void {
    for (const job of this.jobs.values()) this.plan(job, this.clock.now());
  }

  stop(): void {
    for (const { timer, queue } of this.jobs.values()) {
      clearTimeout(timer);
      queue.halt();
    }
  }

  /**
   * Runs a scheduled function now.
   * @param due The moment that the run stands for; default: now.
   * @throws what the function throws.
   */
  async run(name: string, due: Date = this.clock.now()): Promise<void> {
    const job = this.jobs.get(name);
    if (!job)
      throw new Error(`There is no scheduled function ${name}; there are: ${this.names().join(', ')}.`);
    await this.invoke(job.hosted, due);
  }

  private async invoke(hosted: FunctionHandle, due: Date): Promise<void> {
    // The name that Firebase gives the job in Cloud Scheduler.
    const jobName = `firebase-schedule-${hosted.name}-${hosted.region}`;
    await hosted.runSchedule({ jobName, scheduleTime: due.toISOString() });
  }

  private queueOf(hosted: FunctionHandle, retryCount: number): DeliveryQueue<Date> {
    return new DeliveryQueue<Date>({
      deliver: (due) => this.invoke(hosted, due),
      concurrency: hosted.concurrency,
      maximumAttempts: 1 + retryCount,
      backoff: SCHEDULER_BACKOFF,
      faults: new Faults(),
      onFailure: (error, { attempt, retriedInMs }) =>
        this.log.error('Scheduled function failed', {
          function: hosted.name,
          attempt,
          retriedInMs,
          error: error instanceof Error ? error.message : String(error),
        }),
    });
  }

  private plan(job: Job, last: Date): void {
    job.next = job.schedule.nextAfter(last);
    if (job.next) this.arm(job, job.next);
  }

  private arm(job: Job, due: Date): void {
    const delay = due.getTime() - this.clock.now().getTime();
    job.timer = setTimeout(
      () => (due > this.clock.now() ? this.arm(job, due) : this.runDue(job, due)),
      Math.min(MAX_TIMER_MS, Math.max(0, delay)),
    );
  }

  /** The next run is planned at once: a run that takes longer than its interval doesn't hold up the schedule. */
  private runDue(job: Job, due: Date): void {
    job.queue.add(due);
    this.plan(job, due);
  }
}
