import { runChaos } from './chaos';
import type { Environment } from '../runtime/determinism/environment';
import type { FaultKind } from '../runtime/faults';
import { assertLiveness } from '../liveness/liveness';
import { DatabasePool } from '../runtime/firestore/databasePool';
import type { Subject } from '../runtime/subject';
import { Simulation } from './simulation';
import type { Trace } from '../runtime/trace';
import { Violation } from '../runtime/violation';

export interface SeedResult {
  seed: number;
  violation: { invariant: string; detail: string } | null;
  /** How often each kind of fault was injected. */
  faults: Partial<Record<FaultKind, number>>;
  commits: number;
  invocations: number;
  /** The readable record of everything that happened. */
  trace: Trace;
}

/** Runs seeds, one after the other, in one process. */
export class Simulator {
  private readonly databases: DatabasePool;

  constructor(private readonly environment: Environment) {
    this.databases = new DatabasePool(environment);
  }

  /** Runs one seed from start to end against the given sources. */
  async run(seed: number, subject: Subject): Promise<SeedResult> {
    const simulation = new Simulation(seed, subject, this.environment, this.databases);
    const { trace, faults, shops, host, watch } = simulation;
    trace.add(`seed ${seed}, ${shops.size} tenants; faults: ${faults.describe()}`);
    let violation: SeedResult['violation'] = null;
    try {
      await runChaos(simulation);
      await assertLiveness(simulation);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      violation = { invariant: error.invariant, detail: error.message };
      trace.add(`‼ ${error.message}`);
    }
    return {
      seed,
      violation,
      faults: Object.fromEntries(faults.injected),
      commits: watch.commits,
      invocations: host.invocations,
      trace,
    };
  }
}
