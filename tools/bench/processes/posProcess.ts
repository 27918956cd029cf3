import { buildRoster } from '../../pos/worlds/builders';
import { startPosSimulator, type PosSimulator, type SimulatedTenant } from '../../pos/simulator';
import type { World } from '../../pos/world';
import { changeWorld } from '../measures/changes';
import { buildWorld } from '../worlds';
import { posProtocol } from './protocols';
import { serveParent } from './rpc';

let simulator: PosSimulator | undefined;
let measured: { world: World; now: Date } | undefined;

/** The tenants that are not measured have a small shop each. */
const SMALL_SHOP = { seed: 2, customers: 60, items: 20 };

function credentials(orgId: string): Pick<SimulatedTenant, 'username' | 'password' | 'pin' | 'locationId'> {
  return {
    username: `user-${orgId}`,
    password: `password-${orgId}`,
    pin: '4711',
    locationId: `location-${orgId}`,
  };
}

serveParent(posProtocol, {
  start: async ({ world: source, tenants, crowd }) => {
    const { world, now, lookbackDays } = await buildWorld(source);
    measured = { world, now };
    const worldOf = (position: number) => (position === 0 ? world : buildRoster({ ...SMALL_SHOP, now }));
    const others = [];
    for (const orgId of crowd) others.push({ orgId, ...(await buildWorld(source)) });
    simulator = await startPosSimulator({
      tenants: [
        ...tenants.map((orgId, position) => ({ ...credentials(orgId), world: worldOf(position) })),
        ...others.map(({ orgId, world: other }) => ({ ...credentials(orgId), world: other })),
      ],
    });
    return {
      baseUrl: simulator.baseUrl,
      now,
      lookbackDays,
      customers: world.customers.rows.length,
      orders: world.orders.rows.length,
      items: new Set(world.inventory.rows.map((row) => row['id_item'])).size,
      secrets: [...tenants, ...crowd].flatMap((orgId) => {
        const { username, password, pin, locationId } = credentials(orgId);
        return [
          `${orgId}_USERNAME=${username}`,
          `${orgId}_PASSWORD=${password}`,
          `${orgId}_PIN=${pin}`,
          `${orgId}_LOCATION_ID=${locationId}`,
          `${orgId}_LOGIN='${JSON.stringify({ username, password, pin, locationId })}'`,
        ];
      }),
    };
  },
  answer: ({ answerMilliseconds, largestPage }) => {
    if (simulator === undefined) throw new Error('The point of sale has not been started.');
    simulator.answerMilliseconds = answerMilliseconds;
    simulator.largestPage = largestPage ?? undefined;
    simulator.resetCounters();
    return null;
  },
  change: ({ share, seed }) => {
    if (measured === undefined) throw new Error('The point of sale has not been started.');
    return changeWorld(measured.world, share, seed, measured.now);
  },
  requests: () => {
    const { requests, peakInFlight } = simulator?.counters ?? { requests: {}, peakInFlight: 0 };
    return { total: Object.values(requests).reduce((sum, one) => sum + one, 0), peakInFlight };
  },
});
