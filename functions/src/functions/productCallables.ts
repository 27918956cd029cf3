import { callableFunction } from './callableFunction';

export const backfillProductAttributes = callableFunction(async () => {
  return (await import('../callables/products/backfillProductAttributes')).backfillProductAttributes;
});
