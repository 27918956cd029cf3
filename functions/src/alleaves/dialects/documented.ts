import type { Dialect } from './dialect';

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
    query: { locationId: location(), startDate: from, endDate: to, page, pageSize },
  }),
  inventory: () => ({ method: 'POST', path: 'inventory/search', body: { query: '' } }),
};
