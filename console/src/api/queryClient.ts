import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './callError';

/** Until then what has been read is shown again without asking: a call costs Firestore reads. */
const FRESH_MILLISECONDS = 30_000;

const RETRIES = 2;

/** The page's cache of what callables answered. Only what may go through later is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MILLISECONDS,
        retry: (failures, error) => failures < RETRIES && isTransient(error),
        refetchOnWindowFocus: false,
      },
    },
  });
}
