import { nextTick } from './chaos';
import { assertFailuresKept, replayDeadLetters } from './deadLetters';
import { field } from './invariants/invariant';
import { differenceFromOracle } from './oracle';
import { quarantineFault } from './quarantine';
import type { Simulation } from './simulation';
import { Violation } from './violation';
import { orderRow } from './world/rows';

/** Seeds that go on for one more tick, to see that it changes nothing. */
const QUIET_SHARE = 0.3;

/** Ticks without faults within which everything must be as the oracle says. */
const MAXIMUM_TICKS = 3;

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
  await simulation.passTime(nextTick(Date.now()));
  simulation.runSchedule('schedulePosSync');
  await simulation.settle();
  simulation.runSchedule('refreshDueSegments');
  await simulation.settle();
}

/** A run that began before, held up for however long, can end in a tick without being what that tick asked for. */
async function converge(simulation: Simulation): Promise<void> {
  const since = simulation.now();
  let fault: string | undefined;
  for (let count = 0; count < MAXIMUM_TICKS; count += 1) {
    await tick(simulation);
    fault = differences(simulation, since);
    if (fault === undefined) return;
    simulation.trace.add(`not yet converged: ${fault}`);
    confirmMenus(simulation);
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

/** Where the brake stopped a run, an operator looks at the POS, sees that it is right, and overrides it. */
function confirmMenus({ shops, store, pubsub, trace }: Simulation): void {
  for (const { orgId } of shops.values()) {
    const status = store.documents.get(`tenants/${orgId}/sync_status/pos`);
    if (field(status, 'lastError', 'code') !== 'menu_brake') continue;
    trace.add(`an operator confirms the menu of ${orgId}`);
    pubsub.publish('pos-sync-tenant', JSON.stringify({ orgId, forceMenu: true }));
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
