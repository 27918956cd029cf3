import { addDays } from '../../rules/time/time';
import { ConfigError } from '../../platform/ports/errors';
import type { Dialect } from './dialect';
import { itemDetails } from './shared';

/** The endpoints as working integrations use them. */
export const observed: Dialect = {
  name: 'observed',
  customers: ({ page, pageSize }) => ({
    method: 'POST',
    path: 'customer/search',
    body: { page, pageSize, query: '' },
  }),
  orders: ({ from, to }, { page, pageSize }) => ({
    method: 'GET',
    path: 'order',
    query: { page, pageSize, startDate: from, endDate: addDays(to, 1) },
  }),
  inventory: ({ skip, take }, location) => ({
    method: 'POST',
    path: 'inventory/search',
    body: { query: '', id_location: wholeNumber(location()), skip, take },
  }),
  itemDetails,
};

function wholeNumber(locationId: string): number {
  if (!/^\d{1,15}$/.test(locationId)) {
    throw new ConfigError(
      'pos_location_malformed',
      "The POS wants its location id as a whole number, and the configured one isn't. Correct the tenant's pos.locationId or the _LOCATION_ID secret.",
    );
  }
  return Number(locationId);
}
