import { DateTime } from 'luxon';
import type { Endpoint } from './faults';
import type { SimulatedTenant } from './tenants';
import type { WireRow } from './world';

export const DEFAULT_TIME_ZONE = 'America/New_York';
const DEFAULT_PAGE_SIZE = 100;
/** What the real API applies when no dates are sent (alleaves.md, incident 6). */
const SILENT_WINDOW_DAYS = 2;

/** A request after routing: the query of a GET, or the body of a POST. */
export interface SimulatedRequest {
  endpoint: Exclude<Endpoint, 'auth'>;
  dialect: 'documented' | 'observed' | 'both';
  parameters: Record<string, unknown>;
}

export interface SimulatedAnswer {
  status: number;
  body: unknown;
}

/** The POS's answer to a request of a tenant that is logged in. */
export function answer(request: SimulatedRequest, tenant: SimulatedTenant, now: Date): SimulatedAnswer {
  const { endpoint, parameters } = request;
  const fault = locationFault(request, tenant.locationId);
  if (fault) {
    return { status: 400, body: { message: fault } };
  }
  switch (endpoint) {
    case 'customers':
      return found(tenant, endpoint, page(tenant.world.customers.newestFirst, tenant, parameters));
    case 'orders': {
      const [from, to] = window(tenant, parameters, now);
      const orders = tenant.world.ordersBetween(from, to, tenant.timeZone ?? DEFAULT_TIME_ZONE);
      return found(tenant, endpoint, page(orders, tenant, parameters));
    }
    case 'inventory':
      return found(tenant, endpoint, tenant.world.inventory.rows);
  }
}

function locationFault(
  { endpoint, dialect, parameters }: SimulatedRequest,
  locationId: string,
): string | null {
  if (dialect === 'documented' && String(parameters['locationId']) !== locationId) {
    return 'locationId is missing or not yours';
  }
  const { id_location: asked } = parameters;
  if (endpoint === 'inventory' && asked !== undefined && asked !== Number(locationId)) {
    return 'id_location must be an integer, and yours';
  }
  return null;
}

function window(tenant: SimulatedTenant, parameters: Record<string, unknown>, now: Date): [string, string] {
  const today = DateTime.fromJSDate(now, { zone: tenant.timeZone ?? DEFAULT_TIME_ZONE });
  const { startDate, endDate } = parameters;
  return typeof startDate === 'string' && typeof endDate === 'string'
    ? [startDate, endDate]
    : [today.minus({ days: SILENT_WINDOW_DAYS }).toFormat('yyyy-MM-dd'), today.toFormat('yyyy-MM-dd')];
}

function page(
  rows: readonly WireRow[],
  tenant: SimulatedTenant,
  parameters: Record<string, unknown>,
): readonly WireRow[] {
  if (tenant.paging === 'ignored') {
    return rows;
  }
  const size = positive(parameters['pageSize'], DEFAULT_PAGE_SIZE);
  const number = tenant.paging === 'stuck' ? 1 : positive(parameters['page'], 1);
  return rows.slice((number - 1) * size, number * size);
}

function positive(value: unknown, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function found(tenant: SimulatedTenant, endpoint: Endpoint, rows: readonly WireRow[]): SimulatedAnswer {
  return { status: 200, body: wrap(tenant.envelope ?? 'named', endpoint, rows) };
}

const NAMES = { customers: 'customers', orders: 'orders', inventory: 'items', auth: 'data' } as const;

function wrap(
  envelope: NonNullable<SimulatedTenant['envelope']>,
  endpoint: Endpoint,
  rows: readonly WireRow[],
): unknown {
  switch (envelope) {
    case 'array':
      return rows;
    case 'named':
      return { [NAMES[endpoint]]: rows };
    case 'numeric':
      return byNumber(rows);
    case 'numeric-under-name':
      return { [NAMES[endpoint]]: byNumber(rows) };
  }
}

/** `{"0": …, "1": …}` */
function byNumber(rows: readonly WireRow[]): Record<string, WireRow> {
  return Object.fromEntries(rows.entries());
}
