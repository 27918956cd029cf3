import { Timestamp } from 'firebase-admin/firestore';
import { dueInTick, nextTick } from '../seed/chaos';
import { assertFailuresKept, replayDeadLetters } from './deadLetters';
import { field } from '../invariants/invariant';
import { differenceFromOracle } from './oracle';
import { quarantineFault } from './quarantine';
import type { Data } from '../runtime/firestore/store';
import type { Simulation } from '../seed/simulation';
import { Violation } from '../runtime/violation';
import { orderRow } from '../world/rows';

/** Seeds that go on for one more tick, to see that it changes nothing. */
const QUIET_SHARE = 0.3;

/**
 * Ticks without faults within which everything must be as the oracle says: the first can meet a run that is still under way, and who comes back
 * in the next has a segment again when due segments are refreshed, each hour.
 */
const MAXIMUM_TICKS = 4;
const TICKS_AN_HOUR = 2;

/** The liveness phase: no more faults, the POS stands still, and the system has to find its way to the right state. */
export async function assertLiveness(simulation: Simulation): Promise<void> {
  // What is under way or held up goes on, and meets the first quiet tick.
  calmDown(simulation);
  await converge(simulation);
  assertFailuresKept(simulation);
  await replayDeadLetters(simulation);
  if (simulation.random.chance(QUIET_SHARE)) await assertQuiet(simulation);
}

function calmDown(simulation: Simulation): void {
  const { faults, network, operators, shops, random, trace } = simulation;
  trace.add('— the faults end, the POS stands still —');
  faults.stop();
  network.freeze();
  operators.completeRotations();
  for (const shop of shops.values()) {
    const now = simulation.now().getTime();
    shop.add(
      'orders',
      orderRow(random, shop, 1 + Math.max(0, ...shop.history.ids('orders').map(Number)), now),
    );
    if (shop.removed && random.chance(0.3)) continue;
    shop.removed = false;
    operators.writeTenant(shop, 'active');
  }
}

async function tick(simulation: Simulation): Promise<void> {
  const begin = nextTick(Date.now());
  await simulation.passTime(begin);
  for (const run of dueInTick(simulation, begin)) {
    simulation.runSchedule(run);
    await simulation.settle();
  }
}

/** Ticks in which an hourly refresh gets round to all customers who are due: with a seed's tight limits it can leave some for the next hour. */
function ticksToRefresh({ shops, store, limits, now }: Simulation): number {
  const isDue = (customer: Data): boolean => {
    const dueAt = customer['segmentDueAt'];
    return dueAt instanceof Timestamp && dueAt.toMillis() <= now().getTime();
  };
  const due = [...shops.keys()].flatMap((orgId) =>
    [...store.collection(`tenants/${orgId}/customers`).values()].filter(isDue),
  );
  return TICKS_AN_HOUR * Math.ceil(due.length / limits.page.dueSegments);
}

/** A run that began before, held up for however long, can end in a tick without being what that tick asked for. */
async function converge(simulation: Simulation): Promise<void> {
  const since = simulation.now();
  let fault: string | undefined;
  let ticks = MAXIMUM_TICKS;
  for (let count = 1; count <= ticks; count += 1) {
    await tick(simulation);
    fault = differences(simulation, since);
    if (fault === undefined) return;
    simulation.trace.add(`not yet converged: ${fault}`);
    confirmBrakes(simulation);
    if (count === MAXIMUM_TICKS) ticks += ticksToRefresh(simulation);
  }
  throw new Violation('converges to the oracle', fault ?? '');
}

/** @param since When the last success of a tenant began, at the earliest. */
function differences(simulation: Simulation, since: Date): string | undefined {
  const { shops, store } = simulation;
  for (const shop of shops.values()) {
    if (shop.removed) continue;
    const fault = differenceFromOracle(shop, store, since, simulation.now()) ?? quarantineFault(shop, store);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const BRAKES = ['menu_brake', 'customers_brake', 'pos_fields_missing'];
const FORCED = { forceMenu: true, forceCustomers: true, forceFields: true };

/** Where a brake stopped a run, an operator looks at the POS, sees that it is right, and overrides it. */
function confirmBrakes({ shops, store, pubsub, trace }: Simulation): void {
  for (const { orgId } of shops.values()) {
    const status = store.documents.get(`tenants/${orgId}/sync_status/pos`);
    const code = String(field(status, 'lastError', 'code'));
    if (!BRAKES.includes(code)) continue;
    trace.add(`an operator overrides the ${code} of ${orgId}`);
    // An operator who looked into one is likely to have seen the others.
    pubsub.publish('pos-sync-tenant', JSON.stringify({ orgId, ...FORCED }));
  }
}

/** One more tick changes nothing. */
async function assertQuiet(simulation: Simulation): Promise<void> {
  const { watch, shops } = simulation;
  const { dataWrites: dataBefore, recordWrites: recordsBefore } = watch;
  const since = simulation.now();
  const { raised } = simulation;
  const messagesBefore = simulation.published().length;
  await tick(simulation);
  const dataWrites = watch.dataWrites - dataBefore;
  const events = simulation.raised - raised;
  if (dataWrites + events > 0) {
    throw new Violation(
      'a sync without changes writes nothing',
      `there were ${dataWrites} data writes and ${events} trigger events`,
    );
  }
  const recordWrites = watch.recordWrites - recordsBefore;
  const runs = [...shops.values()].filter(({ removed }) => !removed).length;
  const messages = simulation.published().length - messagesBefore;
  // Six a run of five messages (decision 0004), and two for each continuation.
  const budget = 2 * messages - 4 * runs;
  if (recordWrites > budget)
    throw new Violation('runs are recorded within budget', `${recordWrites} writes, and ${budget} are due`);
  const fault = differences(simulation, since);
  if (fault !== undefined) throw new Violation('stays as the oracle says', fault);
}
