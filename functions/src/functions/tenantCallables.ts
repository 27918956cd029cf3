import { callableFunction } from './callableFunction';

export const listTenants = callableFunction(async () => {
  return (await import('../callables/tenants/listTenants')).listTenants;
});
