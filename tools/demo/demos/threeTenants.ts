import { DateTime } from 'luxon';
import { buildOddities, buildRoster } from '../../pos/worlds/builders';
import type { World } from '../../pos/world';
import { DEMO_TIME_ZONE, type DemoTenant } from '../demoTenant';

/** Fixed, so that every run of the demo finds the same figures: an afternoon in the shops' time zone. */
export const DEMO_NOW = new Date('2026-11-20T20:00:00Z');

/** How far back the made-up orders reach, in days. */
const HISTORY_DAYS = 180;

export interface RosterSize {
  customers: number;
  items: number;
  /** 0 to 1. */
  shareWithEmail: number;
}

/** The shop of incident 1: 3,004 customers, nearly all known at the till only. */
export const LARGE: RosterSize = { customers: 3_004, items: 190, shareWithEmail: 0.04 };
const SMALL: RosterSize = { customers: 40, items: 25, shareWithEmail: 0.3 };

const ORDERS_PER_CUSTOMER = 4;

function roster(seed: number, size: RosterSize): World {
  return buildRoster({
    ...size,
    seed,
    ordersPerCustomer: ORDERS_PER_CUSTOMER,
    now: DEMO_NOW,
    days: HISTORY_DAYS,
    timeZone: DEMO_TIME_ZONE,
  });
}

/** The three dispensaries of the demo; between them they use both dialects and two envelopes. */
export function threeTenants(size: RosterSize = LARGE): {
  large: DemoTenant;
  small: DemoTenant;
  odd: DemoTenant;
} {
  const historyStart = DateTime.fromJSDate(DEMO_NOW, { zone: DEMO_TIME_ZONE })
    .minus({ days: HISTORY_DAYS + 1 })
    .toFormat('yyyy-MM-dd');
  const common = { historyStart, timeZone: DEMO_TIME_ZONE };
  return {
    large: {
      ...common,
      orgId: 'riverside',
      name: 'Riverside: a roster of in-store customers',
      world: roster(1, size),
      dialect: 'observed',
      // What production was seen to answer for customers (incident 4).
      envelope: 'numeric',
    },
    small: {
      ...common,
      orgId: 'corner-shop',
      name: 'Corner Shop: a small roster',
      world: roster(2, SMALL),
      dialect: 'documented',
      envelope: 'named',
    },
    odd: {
      ...common,
      orgId: 'oddities',
      name: 'Oddities: everything a point of sale gets wrong',
      world: buildOddities({ now: DEMO_NOW, timeZone: DEMO_TIME_ZONE }),
      dialect: 'documented',
      envelope: 'array',
    },
  };
}
