import { PermanentError } from '../../platform/ports/errors';

export interface Erasure {
  /** When the customer was erased first. */
  erasedAt: Date;
  /** Orders whose address was removed by this call. */
  orders: number;
  /** Whether nothing is left to do; else the same call goes on. */
  complete: boolean;
}

/** Says, from now on, whether so many milliseconds have passed. */
export function timer(milliseconds: number): () => boolean {
  const started = performance.now();
  return () => performance.now() - started > milliseconds;
}

export function unknownCustomer(): PermanentError {
  return new PermanentError(
    'unknown_customer',
    "There's no such customer. Pick one from the list of customers.",
  );
}
