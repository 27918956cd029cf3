import { callableFunction } from './callableFunction';

export const listCustomers = callableFunction(async () => {
  return (await import('../callables/customers/listCustomers')).listCustomers;
});

export const getCustomer = callableFunction(async () => {
  return (await import('../callables/customers/getCustomer')).getCustomer;
});

export const upsertCustomer = callableFunction(async () => {
  return (await import('../callables/customers/upsertCustomer')).upsertCustomer;
});

export const deleteCustomer = callableFunction(async () => {
  return (await import('../callables/customers/deleteCustomer')).deleteCustomer;
});

export const setCustomerTags = callableFunction(async () => {
  return (await import('../callables/customers/setCustomerTags')).setCustomerTags;
});

export const setCustomerNotes = callableFunction(async () => {
  return (await import('../callables/customers/setCustomerNotes')).setCustomerNotes;
});

export const exportCustomers = callableFunction(async () => {
  return (await import('../callables/customers/exportCustomers')).exportCustomers;
});

export const listCustomerOrders = callableFunction(async () => {
  return (await import('../callables/customers/listCustomerOrders')).listCustomerOrders;
});
