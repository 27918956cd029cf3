import type { Simulation } from './simulation';
import { changeWorld } from './world/changes';
import type { Shop } from './world/shop';

const TICK = 30 * 60_000;
const MINUTE = 60_000;

/** The safety phase: a few ticks during which everything that can go wrong does, as the seed has it. */
export async function runChaos(simulation: Simulation): Promise<void> {
  const { random } = simulation;
  const ticks = simulation.small ? random.pick([1, 2, 2]) : random.pick([1, 2, 3]);
  const begin = nextTick(Date.now());
  for (let tick = 0; tick < ticks; tick += 1) planTick(simulation, begin + tick * TICK);
  const end = begin + (ticks - 1) * TICK + random.integer(1, 25) * MINUTE;
  await simulation.passTime(end);
}

export function nextTick(now: number): number {
  return Math.ceil((now + 1) / TICK) * TICK;
}

function planTick(simulation: Simulation, at: number): void {
  const { random, faults } = simulation;
  const later = (from: number, to: number, work: () => void): void => {
    setTimeout(work, at - Date.now() + random.integer(from, to));
  };

  later(0, 0, () => simulation.runSchedule('schedulePosSync'));
  if (random.chance(0.5)) later(1_000, TICK, () => simulation.runSchedule('refreshDueSegments'));
  if (faults.strikes('duplicate')) later(0, 10_000, () => simulation.runSchedule('schedulePosSync'));
  if (faults.strikes('clockJump')) {
    const hours = random.pick([0.4, 1, 7, 24 * 12, 24 * 20, 24 * 35]);
    later(-10 * MINUTE, 10 * MINUTE, () => simulation.jumpAhead(hours * 3_600_000));
  }
  if (faults.strikes('poison')) later(0, TICK, () => publishPoison(simulation));

  for (const shop of simulation.shops.values()) {
    for (let changes = random.integer(0, 6); changes > 0; changes -= 1) {
      later(-2 * MINUTE, random.pick([2_000, 10_000, 10 * MINUTE]), () =>
        changeWorld(random, shop, simulation.now().getTime()),
      );
    }
    if (faults.strikes('strayMessage')) later(0, 5 * MINUTE, () => publishStray(simulation, shop));
    if (faults.strikes('pause')) later(0, 5_000, () => pause(simulation, shop));
    if (faults.strikes('removal')) later(0, 5_000, () => remove(simulation, shop));
    if (faults.strikes('rotation')) later(-MINUTE, 5_000, () => rotate(simulation, shop));
    if (faults.strikes('posOutage')) {
      later(-1_000, 3_000, () => {
        simulation.trace.add(`the POS of ${shop.orgId} goes down`);
        simulation.network.downUntil.set(
          shop.orgId,
          simulation.now().getTime() + random.integer(1, 40) * MINUTE,
        );
      });
    }
  }
}

function pause(simulation: Simulation, shop: Shop): void {
  if (shop.removed) return;
  simulation.trace.add(`an operator pauses ${shop.orgId}`);
  simulation.operators.writeTenant(shop, 'paused');
  setTimeout(
    () => {
      if (!shop.removed) simulation.operators.writeTenant(shop, 'active');
    },
    simulation.random.integer(1, 40 * 60) * 1_000,
  );
}

function remove(simulation: Simulation, shop: Shop): void {
  simulation.trace.add(`an operator removes ${shop.orgId}`);
  shop.removed = true;
  simulation.operators.removeTenant(shop);
}

/** The POS has new credentials; the secrets follow a little later, as they do when people rotate them. */
function rotate(simulation: Simulation, { orgId }: Shop): void {
  const version = simulation.moments.next() + 1;
  simulation.trace.add(`the credentials of ${orgId} are rotated`);
  const location = simulation.operators.secrets.get(`${orgId}_LOCATION_ID`) ?? '';
  simulation.network.tenants.rotate(location, simulation.operators.credentials(orgId, version));
  simulation.operators.announceRotation(orgId, version, simulation.random.pick([0, 5_000, 8 * MINUTE]));
}

function publishPoison({ random, pubsub, shops }: Simulation): void {
  const orgId = random.pickFrom([...shops.keys()]) ?? 'org1';
  const topic = random.pick([
    'pos-sync-tenant',
    'pos-sync-orders',
    'pos-sync-spending',
    'pos-sync-products',
    'pos-sync-status',
    'pos-sync-dead-letter',
  ]);
  pubsub.publish(
    topic,
    random.pick([
      'not JSON',
      '{"orgId":"../escape"}',
      '[]',
      '{"orgId":"nobody"}',
      JSON.stringify({ orgId, step: -1 }),
    ]),
  );
}

function publishStray({ random, pubsub }: Simulation, { orgId }: Shop): void {
  const manual: Record<string, unknown> = random.pick([
    {},
    {},
    { mode: 'full' },
    { dryRun: true },
    { forceMenu: true },
    { runId: 'some-older-run', step: 2 },
    { runId: 'some-older-run', step: 1, cursor: { page: 'first' } },
  ]);
  const topic = 'step' in manual ? random.pick(['pos-sync-orders', 'pos-sync-status']) : 'pos-sync-tenant';
  pubsub.publish(topic, JSON.stringify({ orgId, ...manual }));
}
