import { randomUUID } from 'node:crypto';
import { DEFAULT_TIME_ZONE } from '../pos/answers';
import type { SimulatedTenant } from '../pos/simulator';
import type { World } from '../pos/world';

/** A dispensary of the demo: its point of sale, and what Firestore says about it. */
export interface DemoTenant {
  orgId: string;
  /** What it is there for. */
  name: string;
  world: World;
  /** `YYYY-MM-DD`: how far the first sync reaches back. */
  historyStart: string;
  /** IANA name. */
  timeZone: string;
  dialect: 'documented' | 'observed';
  envelope: NonNullable<SimulatedTenant['envelope']>;
}

export const DEMO_TIME_ZONE = DEFAULT_TIME_ZONE;

/** Names the tenant's secrets, so that no tenant can log in as another. */
function secretPrefix({ orgId }: DemoTenant): string {
  return orgId.toUpperCase().replaceAll('-', '_');
}

/** The tenant's side of the simulator, with credentials made up for this run. @param index Makes its location different from others'. */
export function simulatedTenant(tenant: DemoTenant, index: number): SimulatedTenant {
  const { world, timeZone, dialect, envelope } = tenant;
  return {
    username: `sync@${tenant.orgId}`,
    password: randomUUID(),
    pin: randomUUID().slice(0, 4),
    locationId: String(1001 + index),
    world,
    timeZone,
    dialect,
    envelope,
  };
}

/** The tenant's lines of a dotenv file. */
export function secretLines(tenant: DemoTenant, login: SimulatedTenant): string[] {
  const prefix = secretPrefix(tenant);
  return [
    `${prefix}_USERNAME=${login.username}`,
    `${prefix}_PASSWORD=${login.password}`,
    `${prefix}_PIN=${login.pin}`,
    `${prefix}_LOCATION_ID=${login.locationId}`,
  ];
}

/** The document `tenants/{orgId}`. */
export function tenantDocument(tenant: DemoTenant, baseUrl: string): object {
  return {
    name: tenant.name,
    pos: {
      provider: 'alleaves',
      status: 'active',
      secretPrefix: secretPrefix(tenant),
      baseUrl,
      timeZone: tenant.timeZone,
      historyStart: tenant.historyStart,
    },
  };
}
