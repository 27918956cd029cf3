import type { Faults } from './faults';
import type { Random } from './random';
import type { Trace } from './trace';

export interface GateDependencies {
  random: Random;
  faults: Faults;
  trace: Trace;
}

/** Which errors an effect can meet, before and after it took place; undefined for none this time. */
export interface EffectErrors {
  before?: () => Error | undefined;
  after?: () => Error | undefined;
}

/** Longest way of a request in milliseconds, and of the few that are slow. */
const MAX_LATENCY = 20;
const SLOW_LATENCY = 5_000;
const SLOW_SHARE = 0.1;

/** How long an instance freezes, in minutes: beyond the acknowledgement deadline, sometimes beyond the lease. */
const STALL_MINUTES: readonly [number, number] = [2, 50];

/**
 * What every effect of one function instance passes: requests to Firestore, Pub/Sub, the POS and the secrets, and the
 * acknowledgement. Here effects take time, fail, freeze, and here the instance dies: then nothing of it has any effect
 * any more, because no promise of a dead gate ever settles.
 */
export class Gate {
  private dead = false;
  private fatal: ((label: string) => boolean) | null = null;

  constructor(
    readonly name: string,
    private readonly dependencies: GateDependencies,
    private readonly onCrash: () => void,
  ) {}

  /** A method, because it can change during any wait. */
  isDead(): boolean {
    return this.dead;
  }

  /** Lets the instance die before the first effect of which this is true, and with null of none. */
  dieBefore(effect: ((label: string) => boolean) | null): void {
    this.fatal = effect;
  }

  async pass<T>(label: string, perform: () => Promise<T>, errors: EffectErrors = {}): Promise<T> {
    const { random, faults, trace } = this.dependencies;
    if (this.isDead()) return never();
    let latency = random.integer(1, random.chance(SLOW_SHARE) ? SLOW_LATENCY : MAX_LATENCY);
    if (faults.strikes('stall')) {
      latency = random.integer(...STALL_MINUTES) * 60_000;
      trace.add(`${this.name} freezes for ${latency / 60_000} min before ${label}`);
    }
    await new Promise((resolve) => setTimeout(resolve, latency));
    if (this.isDead()) return never();
    if (this.fatal?.(label) === true || faults.strikes('crashBefore')) return this.crash(`before ${label}`);
    const refusal = errors.before?.();
    if (refusal) {
      trace.add(`${this.name} ${label} ✗ ${refusal.message}`);
      throw refusal;
    }
    trace.add(`${this.name} ${label}`);
    const result = await perform();
    if (this.isDead()) return never();
    if (faults.strikes('crashAfter')) return this.crash(`after ${label}`);
    const loss = errors.after?.();
    if (loss) {
      trace.add(`${this.name} ${label} took place, answered ✗ ${loss.message}`);
      throw loss;
    }
    return result;
  }

  private crash(where: string): Promise<never> {
    this.dependencies.trace.add(`${this.name} ☠ dies ${where}`);
    this.dead = true;
    this.onCrash();
    return never();
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
