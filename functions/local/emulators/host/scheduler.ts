import type { Clock } from '../../../src/platform/clock';
import type { Log } from '../../../src/platform/log';
import type { HostedFunction } from './hostedFunction';
import { parseSchedule, type Schedule } from './schedule';

/** The longest delay that a timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Job {
  hosted: HostedFunction;
  schedule: Schedule;
  next: Date | null;
  timer: NodeJS.Timeout | undefined;
}

/** Runs scheduled functions when they are due, and on demand. */
export class Scheduler {
  private readonly jobs = new Map<string, Job>();

  /** @throws Error naming the function whose schedule is not understood. */
  constructor(
    functions: readonly HostedFunction[],
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    for (const hosted of functions) {
      if (hosted.trigger.kind !== 'schedule') continue;
      const schedule = parseSchedule(hosted.trigger.schedule, hosted.trigger.timeZone);
      this.jobs.set(hosted.name, { hosted, schedule, next: null, timer: undefined });
    }
  }

  names(): string[] {
    return [...this.jobs.keys()];
  }

  /** When the function runs next by itself; null when it doesn't. */
  nextRun(name: string): Date | null {
    return this.jobs.get(name)?.next ?? null;
  }

  start(): void {
    for (const job of this.jobs.values()) this.plan(job, this.clock.now());
  }

  stop(): void {
    for (const job of this.jobs.values()) clearTimeout(job.timer);
  }

  /**
   * Runs a scheduled function now.
   * @throws what the function throws.
   */
  async run(name: string): Promise<void> {
    const job = this.jobs.get(name);
    if (!job)
      throw new Error(`There is no scheduled function ${name}; there are: ${this.names().join(', ')}.`);
    // The name that Firebase gives the job in Cloud Scheduler.
    const jobName = `firebase-schedule-${name}-${job.hosted.region}`;
    await job.hosted.runSchedule({ jobName, scheduleTime: this.clock.now().toISOString() });
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
    this.plan(job, due);
    this.run(job.hosted.name).catch((error: unknown) =>
      this.log.error('Scheduled function failed', {
        function: job.hosted.name,
        error: error instanceof Error ? error.message : String(error),
      }),
    );
  }
}
