import { ConfigError } from '../../platform/errors';
import type { Dialect } from './dialect';

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
    query: { page, pageSize, startDate: from, endDate: to },
  }),
  inventory: (location) => ({
    method: 'POST',
    path: 'inventory/search',
    body: { query: '', id_location: wholeNumber(location()) },
  }),
};

function wholeNumber(locationId: string): number {
  if (!/^\d{1,15}$/.test(locationId)) {
    throw new ConfigError(
      'pos_location_malformed',
      'The POS wants its location id as a whole number, and the one configured is none. Correct pos.locationId of the tenant or the _LOCATION_ID secret.',
    );
  }
  return Number(locationId);
}
