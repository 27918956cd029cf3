import { callableFunction } from './callableFunction';

export const listMenuItems = callableFunction(async () => {
  return (await import('../callables/products/listMenuItems')).listMenuItems;
});
