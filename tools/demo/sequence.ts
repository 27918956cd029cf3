import { Checklist } from './checks/checklist';
import { DemoLog } from './demoLog';
import type { FirestoreName } from '../emulators/firestoreChoice';
import type { DemoTenant } from './demoTenant';
import { startEnvironment, type DemoEnvironment } from './environment';
import { tenantFigures, type TickFigures } from './observations/figures';
import type { Progress } from '../terminal/progress';
import { readStored, type Stored } from './observations/stored';
import { checkTick } from './checks/syncChecks';
import { runTick, type Tick } from './observations/tick';

/** Thrown where going on makes no sense; what failed is on the checklist. */
export class SequenceStopped extends Error {}

/** Between two looks at how far a tick is, in milliseconds. */
const PROGRESS_INTERVAL = 200;

export interface SequenceOptions {
  tenants: readonly DemoTenant[];
  now: Date;
  /** Default: the embedded one. */
  firestore?: FirestoreName;
  progress: Progress;
}

/** A tick and what stood in Firestore when it was over. */
export interface TickResult {
  tick: Tick;
  figures: TickFigures;
  /** By org id. */
  stored: Map<string, Stored>;
}

/** The ticks of one demo, one after the other, with what was checked and found. */
export class Sequence {
  readonly checklist = new Checklist();
  readonly ticks: TickFigures[] = [];
  private latest: TickResult | undefined;

  private constructor(
    private readonly environment: DemoEnvironment,
    private readonly tenants: readonly DemoTenant[],
    private readonly log: DemoLog,
    private readonly progress: Progress,
  ) {}

  /** Starts everything the demo runs on. */
  static async start({ tenants, now, firestore, progress }: SequenceOptions): Promise<Sequence> {
    const log = new DemoLog(({ orgId, stage, counts }) => {
      progress.update(`${orgId} ${stage}: ${countsText(counts)}`);
    });
    return new Sequence(
      await startEnvironment({ tenants, now, log, ...(firestore && { firestore }) }),
      tenants,
      log,
      progress,
    );
  }

  /** Where the functions and the console are served. */
  get url(): string {
    return this.environment.suite.functions.url;
  }

  /** The time on the demo's clock. */
  now(): Date {
    return this.environment.suite.clock.now();
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  /**
   * Runs one tick and checks what must hold after each.
   * @throws SequenceStopped when a run ended failed, a function failed or a message became a dead letter.
   */
  async tick(name: string): Promise<TickResult> {
    this.progress.begin(name);
    const watch = setInterval(() => this.progress.update(this.underWay()), PROGRESS_INTERVAL);
    const orgIds = this.tenants.map(({ orgId }) => orgId);
    const tick = await runTick(this.environment, orgIds, this.latest?.tick).finally(() =>
      clearInterval(watch),
    );
    const stored = await this.readAllStored(orgIds, tick);
    const figures: TickFigures = {
      name,
      tenants: orgIds.map((orgId) => tenantFigures(orgId, tick, storedOf(stored, orgId))),
      triggerEvents: tick.triggerEvents,
      dataWrites: tick.dataWrites,
      seconds: tick.seconds,
    };
    this.ticks.push(figures);
    this.progress.end(
      `${name}: ${tick.dataWrites.toLocaleString('en-US')} data writes, ${tick.seconds.toFixed(1)} s`,
      tick.faults.length === 0,
    );
    this.checkFaults(name, tick);
    checkTick(this.checklist, tick, figures);
    this.latest = { tick, figures, stored };
    return this.latest;
  }

  private checkFaults(name: string, { faults }: Tick): void {
    const all = [...faults, ...this.log.problems];
    const everything = `${name}: every run succeeds, no function fails, no message becomes a dead letter`;
    if (this.checklist.holds(everything, all.length === 0, all.join('; ') || 'no fault')) return;
    throw new SequenceStopped();
  }

  /** Nothing is read again if nothing has changed. */
  private async readAllStored(orgIds: readonly string[], tick: Tick): Promise<Map<string, Stored>> {
    if (this.latest && tick.dataWrites === 0) return this.latest.stored;
    const read = orgIds.map(
      async (orgId) => [orgId, await readStored(this.environment.firestore, orgId)] as const,
    );
    return new Map(await Promise.all(read));
  }

  private underWay(): string {
    const { changes, suite } = this.environment;
    const trigger = suite.functions.counters()['recomputeSegment'];
    return `${changes.dataWriteCount.toLocaleString('en-US')} data writes, ${(trigger?.invocations ?? 0).toLocaleString('en-US')} trigger events`;
  }
}

export function storedOf(stored: ReadonlyMap<string, Stored>, orgId: string): Stored {
  const found = stored.get(orgId);
  if (found === undefined) throw new Error(`Nothing was read for tenant ${orgId}.`);
  return found;
}

function countsText(counts: Record<string, unknown>): string {
  const parts = ['added', 'updated', 'deleted', 'unchanged', 'quarantined'].flatMap((name) => {
    const count = counts[name];
    return typeof count === 'number' && count > 0 ? [`${count.toLocaleString('en-US')} ${name}`] : [];
  });
  return parts.join(', ') || 'nothing to do';
}
