import { callableFunction } from './callableFunction';

export const getCustomerSpending = callableFunction(async () => {
  return (await import('../callables/spending/getCustomerSpending')).getCustomerSpending;
});
