import { parseTenant, type TenantSettings } from '../../../../functions/src/documents/tenant';
import { DEFAULT_SETTINGS } from '../../../../functions/src/platform/settings';
import { CREDENTIALS, SettableClock } from '../../../../functions/test/alleaves/harness';
import { limitsWith } from '../../../../functions/test/support/limits';
import { type PosSimulator, type SimulatedTenant, startPosSimulator } from '../../../pos/simulator';
import { World } from '../../../pos/world';
import { checkTenant, type TenantCheck } from '../../../sam/check/check';
import { commandsFor } from '../../../sam/check/commands';

const NOW = '2026-11-20T15:00:00Z';
const TARGET = { kind: 'google', project: 'my-project' } as const;

/** A shop in New York with 120 customers, orders of a week, some late in the evening, and a small inventory. */
export function shop(): World {
  const world = new World();
  for (let id = 1; id <= 120; id += 1)
    world.customers.add({
      id_customer: id,
      name_first: 'Ana',
      email: id % 4 === 0 ? `person${id}@example.com` : null,
      phone: '+15550104711',
    });
  for (let day = 10; day <= 17; day += 1) {
    const order = { id_customer: day, total: 20, status: 'completed' };
    world.orders.add({ ...order, id: day * 10, date_created: `2026-11-${day}T12:00:00` });
    // 22:00 in the shop is the next day of UTC.
    world.orders.add({ ...order, id: day * 10 + 1, date_created: `2026-11-${day}T22:00:00` });
  }
  world.inventory.addAll(
    ['Floor', 'Floor', 'Vault'].map((area, position) => ({
      id_item: position + 1,
      id_batch: position + 1,
      item: `Flower ${position}`,
      area,
      area_type: area === 'Floor' ? 'Retail' : 'Damaged',
      available: 5,
      price_retail_adult_use: 10,
      price_otd_adult_use: 11.3,
      use_otd_price: false,
      cost_of_good: 4,
    })),
  );
  return world;
}

let simulator: PosSimulator | undefined;

/** What the POS of the last check was asked. */
export const asked = () => simulator?.recorded ?? [];

export async function stopSimulator(): Promise<void> {
  await simulator?.stop();
  simulator = undefined;
}

/** Checks a tenant of a POS, which {@link stopSimulator} stops. @param pos How it is odd. @param settings Of the tenant, beside those that it needs. */
export async function check(
  pos: Partial<SimulatedTenant> = {},
  settings: Partial<TenantSettings> = {},
  secrets: Record<string, string> = {},
): Promise<TenantCheck> {
  const clock = new SettableClock(NOW);
  const tenants = [{ ...CREDENTIALS, locationId: '1000', world: shop(), ...pos }];
  simulator = await startPosSimulator({ clock, tenants });
  const known: Record<string, string> = {
    SHOP_USERNAME: CREDENTIALS.username,
    SHOP_PASSWORD: CREDENTIALS.password,
    SHOP_PIN: CREDENTIALS.pin,
    ...secrets,
  };
  const { baseUrl } = simulator;
  return checkTenant({
    context: {
      clock,
      settings: {
        ...DEFAULT_SETTINGS,
        limits: limitsWith({ pos: { retries: 0 } }, DEFAULT_SETTINGS.limits),
      },
      secrets: { read: (name) => Promise.resolve(known[name]) },
    },
    tenant: parseTenant('my-shop', {
      pos: {
        provider: 'alleaves',
        status: 'paused',
        secretPrefix: 'SHOP',
        locationId: 1000,
        baseUrl,
        ...settings,
      },
    }),
    commands: commandsFor('my-shop', TARGET),
    allowHttp: true,
    pages: 10,
    onProgress: () => undefined,
  });
}

/** What was found about a topic. */
export const textOf = (found: TenantCheck, topic: string) =>
  found.findings.filter((finding) => finding.topic === topic).map(({ level, text }) => `${level}: ${text}`);
