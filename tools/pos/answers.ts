import { DateTime } from 'luxon';
import type { Endpoint } from './faults';
import { filterRows } from './filter';
import { pageOf, sliceOf } from './pages';
import type { SimulatedTenant } from './tenants';
import type { WireRow } from './world';

export const DEFAULT_TIME_ZONE = 'America/New_York';
const DEFAULT_PAGE_SIZE = 100;
const DEFAULT_MAXIMUM_PAGE_SIZE = 100;
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

/**
 * The POS's answer to a request of a tenant that is logged in.
 * @param largestPage The most rows of a page, in place of the tenant's.
 */
export function answer(
  request: SimulatedRequest,
  tenant: SimulatedTenant,
  now: Date,
  largestPage?: number,
): SimulatedAnswer {
  const { endpoint, parameters } = request;
  const fault = locationFault(request, tenant.locationId);
  if (fault) {
    return { status: 400, body: { message: fault } };
  }
  const { maximumPageSize = DEFAULT_MAXIMUM_PAGE_SIZE, oversizedPages } = tenant;
  if (
    endpoint !== 'inventory' &&
    oversizedPages === 'refused' &&
    Number(parameters['pageSize']) > maximumPageSize
  ) {
    return { status: 400, body: { message: `pageSize must not be larger than ${maximumPageSize}` } };
  }
  switch (endpoint) {
    case 'customers':
      return found(
        tenant,
        endpoint,
        page(tenant.world.customers.newestFirst, tenant, parameters, largestPage),
      );
    case 'orders': {
      const [from, to] = window(tenant, parameters, now);
      const { endDate, timeZone = DEFAULT_TIME_ZONE, daysOf = 'shop' } = tenant;
      const last = endDate === 'exclusive' ? dayBefore(to) : to;
      const orders = tenant.world.ordersBetween(from, last, timeZone, daysOf === 'utc' ? 'utc' : timeZone);
      return found(tenant, endpoint, page(orders, tenant, parameters, largestPage));
    }
    case 'inventory':
      return grid(tenant, endpoint, tenant.world.inventory.rows, parameters);
    case 'items':
      return grid(tenant, endpoint, tenant.world.itemRows(), parameters);
    case 'locations': {
      const locations = tenant.locations === undefined ? [ownLocation(tenant)] : tenant.locations;
      return locations === null
        ? { status: 404, body: { message: 'Not found' } }
        : found(tenant, endpoint, locations);
    }
  }
}

/** The location of a tenant that has no others. */
function ownLocation({ locationId, timeZone = DEFAULT_TIME_ZONE }: SimulatedTenant): WireRow {
  const number = Number(locationId);
  return {
    id_location: Number.isInteger(number) ? number : locationId,
    name: 'Main Street',
    timezone: timeZone,
    active: true,
  };
}

function locationFault(
  { endpoint, dialect, parameters }: SimulatedRequest,
  locationId: string,
): string | null {
  if (
    dialect === 'documented' &&
    endpoint !== 'locations' &&
    String(parameters['locationId']) !== locationId
  ) {
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

function dayBefore(day: string): string {
  return DateTime.fromISO(day, { zone: 'UTC' }).minus({ days: 1 }).toFormat('yyyy-MM-dd');
}

function page(
  rows: readonly WireRow[],
  { paging = 'honoured', maximumPageSize = DEFAULT_MAXIMUM_PAGE_SIZE }: SimulatedTenant,
  parameters: Record<string, unknown>,
  largestPage: number | undefined,
): readonly WireRow[] {
  const size = Math.min(largestPage ?? maximumPageSize, positive(parameters['pageSize'], DEFAULT_PAGE_SIZE));
  return pageOf(rows, { paging, size, page: positive(parameters['page'], 1) });
}

/** Rows asked for by `skip` and `take`: without a `take` no more than a page, as if that were all. */
function grid(
  tenant: SimulatedTenant,
  endpoint: Endpoint,
  all: readonly WireRow[],
  { skip = 0, take = DEFAULT_PAGE_SIZE, filter }: Record<string, unknown>,
): SimulatedAnswer {
  const rows = filterRows(all, filter);
  if (rows === undefined || !isCount(skip) || !isCount(take)) {
    return {
      status: 400,
      body: { message: 'skip and take are whole numbers, and filter is that of a grid' },
    };
  }
  const { paging = 'honoured', totals = true } = tenant;
  const slice = sliceOf(rows, { paging, skip, take });
  return found(tenant, endpoint, totals ? slice.map((row) => ({ ...row, total_rows: rows.length })) : slice);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function positive(value: unknown, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function found(tenant: SimulatedTenant, endpoint: Endpoint, rows: readonly WireRow[]): SimulatedAnswer {
  return { status: 200, body: wrap(tenant.envelope ?? 'named', endpoint, rows) };
}

/** The key under which an endpoint's rows stand. */
export const NAMES = {
  customers: 'customers',
  orders: 'orders',
  inventory: 'items',
  items: 'items',
  locations: 'locations',
  auth: 'data',
} as const;

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
