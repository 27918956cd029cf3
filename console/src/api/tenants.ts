import { queryOptions } from '@tanstack/react-query';
import { CallError } from './callError';
import type { Call } from './useCall';

/** One tenant, as its pages need it. */
export function tenantQuery(call: Call, orgId: string) {
  return queryOptions({
    queryKey: ['tenant', orgId],
    queryFn: async ({ signal }) => {
      const [tenant] = (await call('listTenants', { orgId }, signal)).tenants;
      if (tenant !== undefined) return tenant;
      throw new CallError('not-found', 'unknown_tenant', `There's no shop ${orgId}. Check the address.`);
    },
  });
}
