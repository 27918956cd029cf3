import { runChaos } from './chaos';
import type { Environment } from './environment';
import type { FaultKind } from './faults';
import { assertLiveness } from './liveness';
import type { Subject } from './runtime/subject';
import { Simulation } from './simulation';
import { Violation } from './violation';

export interface SeedResult {
  seed: number;
  violation: { invariant: string; detail: string } | null;
  /** How often each kind of fault was injected. */
  faults: Partial<Record<FaultKind, number>>;
  commits: number;
  invocations: number;
  /** The whole trace. */
  trace: string;
}

/** Runs one seed from start to end. */
export async function runSeed(seed: number, subject: Subject, environment: Environment): Promise<SeedResult> {
  const simulation = new Simulation(seed, subject, environment);
  simulation.trace.add(
    `seed ${seed}, ${simulation.shops.size} tenants; faults: ${simulation.faults.describe()}`,
  );
  let violation: SeedResult['violation'] = null;
  try {
    await runChaos(simulation);
    await assertLiveness(simulation);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = { invariant: error.invariant, detail: error.message };
    if (simulation.violation !== error) simulation.trace.add(`‼ ${error.message}`);
  } finally {
    simulation.store.dispose();
  }
  return {
    seed,
    violation,
    faults: Object.fromEntries(simulation.faults.injected),
    commits: simulation.commits,
    invocations: simulation.host.invocations,
    trace: simulation.trace.text,
  };
}
