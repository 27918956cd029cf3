import { addDays } from '../../rules/time/time';
import type { Dialect } from './dialect';
import { itemDetails } from './shared';

/** The endpoints as the seed documents them. */
export const documented: Dialect = {
  name: 'documented',
  customers: ({ page, pageSize }, location) => ({
    method: 'GET',
    path: 'customers',
    query: { locationId: location(), page, pageSize },
  }),
  orders: ({ from, to }, { page, pageSize }, location) => ({
    method: 'GET',
    path: 'orders',
    query: { locationId: location(), startDate: from, endDate: addDays(to, 1), page, pageSize },
  }),
  inventory: ({ skip, take }) => ({
    method: 'POST',
    path: 'inventory/search',
    body: { query: '', skip, take },
  }),
  itemDetails,
};
