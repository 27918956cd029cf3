import type { Patch } from './mutant';

/**
 * Limits cut down to the size of a simulated shop, so that walks, commits and rebuilds are interrupted in places which
 * otherwise only large tenants reach. Half of the seeds run with these.
 */
export const tightLimits: readonly Patch[] = [
  limit('firestore/packedIndex/changeWriter.ts', 'MAX_COMMIT_DOCUMENTS = 400', 'MAX_COMMIT_DOCUMENTS = 2'),
  limit('firestore/packedIndex/packedIndex.ts', 'MAX_LOADED_SHARDS = 32', 'MAX_LOADED_SHARDS = 2'),
  limit('pipeline/rebuild.ts', 'const PAGE = 500', 'const PAGE = 2'),
  limit('pipeline/refreshDueSegments.ts', 'DUE_PAGE = 200', 'DUE_PAGE = 2'),
  limit('pipeline/stages/products.ts', 'BRAKE_MINIMUM_ITEMS = 20', 'BRAKE_MINIMUM_ITEMS = 3'),
  limit('pipeline/stages/spending.ts', 'KEYS_A_PAGE = 400', 'KEYS_A_PAGE = 2'),
];

function limit(file: string, find: string, replace: string): Patch {
  return { file, find, replace };
}
