import FakeTimers from '@sinonjs/fake-timers';
import type * as functionsModule from '../../functions/src/index';
import { applyParamDefaults } from '../emulators/environment';
import { Deliveries } from './runtime/delivery/deliveries';
import { Faults } from './runtime/faults';
import { Instances } from './runtime/instances';
import { Random } from './runtime/random';
import { Trace } from './runtime/trace';
import { Wiring } from './runtime/wiring';

/**
 * How long each stage of a quiet sync works for a shop of 3,004 customers, in milliseconds: 31 pages of customers and 122 of
 * orders, four at a time, at the 150 ms that the POS takes, and what the benchmark measures for the others.
 */
const STAGES = [
  { name: 'syncCustomers', milliseconds: 1_300 },
  { name: 'syncOrders', milliseconds: 5_000 },
  { name: 'computeSpending', milliseconds: 500 },
  { name: 'syncProducts', milliseconds: 800 },
  { name: 'recordSyncStatus', milliseconds: 200 },
] as const;

/** What one tick of so many tenants comes to, in virtual time. */
export interface OverloadFigures {
  tenants: number;
  /** Tenants that a stage works on at once, over all its instances. */
  places: number;
  /** Minutes until half, 95 % and all of the tenants were synced. */
  half: number;
  most: number;
  all: number;
  /** Deliveries that were refused with 429. */
  refused: number;
  /** The most refusals of one delivery. */
  mostRefusals: number;
  /** The longest time between the hand-over to a stage and its begin, in minutes. */
  longestWait: number;
}

interface Step {
  tenant: number;
  stage: number;
  handedOverAt: number;
  refusals: number;
}

/**
 * Runs one tick of tenants through the instances that the functions declare: held for 10 s, refused, repeated with Pub/Sub's back-off. The
 * stages themselves only take their time.
 * @param places Of each stage; default: as many as it declares.
 */
export async function measureOverload(tenants: number, places?: number): Promise<OverloadFigures> {
  const functions: typeof functionsModule = await import('../../functions/src/index');
  // Declarations name params, such as the region.
  await applyParamDefaults();
  const wiring = new Wiring(functions);
  const clock = FakeTimers.install({ now: 0, loopLimit: 1e9, toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const random = new Random(tenants);
    const faults = new Faults(random);
    faults.stop();
    const figures = { refused: 0, mostRefusals: 0, longestWait: 0 };
    const ends: number[] = [];
    const instances = new Instances((name) => places ?? wiring.placesOf(name));
    const deliveries: Deliveries<Step> = new Deliveries<Step>({
      ...{ delayedBy: 'delay', random, faults, trace: new Trace(() => clock.now) },
      invoke: (step, _label, done) => {
        const stage = STAGES[step.stage];
        if (stage === undefined) return;
        instances.enter(
          stage.name,
          (leave) => {
            figures.longestWait = Math.max(figures.longestWait, clock.now - step.handedOverAt);
            setTimeout(() => {
              leave();
              done('acknowledged');
              handOver(step.tenant, step.stage + 1);
            }, stage.milliseconds);
          },
          () => {
            figures.refused += 1;
            step.refusals += 1;
            figures.mostRefusals = Math.max(figures.mostRefusals, step.refusals);
            done('failed');
          },
        );
      },
    });
    const handOver = (tenant: number, stage: number): void => {
      if (stage === STAGES.length) ends.push(clock.now);
      else deliveries.add({ tenant, stage, handedOverAt: clock.now, refusals: 0 }, '', true);
    };
    for (let tenant = 0; tenant < tenants; tenant += 1) handOver(tenant, 0);
    clock.runAll();
    const minutesAt = (share: number): number => (ends[Math.ceil(share * tenants) - 1] ?? NaN) / 60_000;
    return {
      ...{
        tenants,
        places: places ?? wiring.placesOf('syncOrders'),
        half: minutesAt(0.5),
        most: minutesAt(0.95),
        all: minutesAt(1),
      },
      ...{ ...figures, longestWait: figures.longestWait / 60_000 },
    };
  } finally {
    clock.uninstall();
  }
}
