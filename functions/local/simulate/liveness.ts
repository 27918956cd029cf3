import { nextTick } from './chaos';
import { differenceFromOracle } from './oracle';
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

async function converge(simulation: Simulation): Promise<void> {
  let fault: string | undefined;
  for (let count = 0; count < MAXIMUM_TICKS; count += 1) {
    await tick(simulation);
    fault = differences(simulation);
    if (fault === undefined) return;
    simulation.trace.add(`not yet converged: ${fault}`);
  }
  throw new Violation('converges to the oracle', fault ?? '');
}

function differences(simulation: Simulation): string | undefined {
  const { shops, store } = simulation;
  for (const shop of shops.values()) {
    if (shop.removed) continue;
    const fault = differenceFromOracle(shop, store, simulation.now());
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Every message that failed for good is kept as a dead letter; a tenant's pause is no failure. */
function assertFailuresKept({ watch, store }: Simulation): void {
  const kept = [...store.collection('dead_letters').values()].map(
    ({ topic, messageId }) => `${String(topic)}#${String(messageId)}`,
  );
  for (const { invocation, code } of watch.failures) {
    const { acknowledged, label } = invocation;
    if (!acknowledged || code === 'tenant_paused' || kept.includes(label)) continue;
    throw new Violation('no failed message is lost', `${label} (${code}) is in no dead letter`);
  }
  if (new Set(kept).size < kept.length)
    throw new Violation('no failed message is kept twice', kept.join(' '));
}

/** What nobody can mend is discarded, everything else replayed; afterwards nothing is open, and nothing new has failed. */
async function replayDeadLetters(simulation: Simulation): Promise<void> {
  const { store, host, subject, shops } = simulation;
  for (const [id, letter] of store.collection('dead_letters')) {
    if (letter['state'] !== 'open') continue;
    const { replayDeadLetter, discardDeadLetter } = subject.replay;
    const shop = shops.get(String(letter['orgId']));
    const settle =
      shop === undefined || shop.removed || isBad(letter['error']) ? discardDeadLetter : replayDeadLetter;
    host.invoke(
      'operator',
      { label: `${settle.name} ${id.slice(0, 6)}`, orgId: null },
      (context) => settle(context, id),
      () => undefined,
    );
    await simulation.settle();
  }
  const open = [...store.collection('dead_letters').values()].find(({ state }) => state === 'open');
  if (open) throw new Violation('replaying empties the dead letters', JSON.stringify(open['error']));
}

function isBad(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'bad_message';
}

/** One more tick changes nothing. */
async function assertQuiet(simulation: Simulation): Promise<void> {
  const before = { dataWrites: simulation.watch.dataWrites, events: simulation.raised };
  await tick(simulation);
  const dataWrites = simulation.watch.dataWrites - before.dataWrites;
  const events = simulation.raised - before.events;
  if (dataWrites + events > 0) {
    throw new Violation(
      'a sync without changes writes nothing',
      `there were ${dataWrites} data writes and ${events} trigger events`,
    );
  }
  const fault = differences(simulation);
  if (fault !== undefined) throw new Violation('stays as the oracle says', fault);
}
