import type { Limits } from '../../../functions/src/platform/limits';
import type { Random } from '../runtime/random';

/**
 * The limits that a seed runs with. Odd seeds have them cut down to the size of a simulated shop, so that walks, commits and
 * rebuilds are interrupted in places that otherwise only large tenants reach.
 */
export function limitsOf(seed: number, usual: Limits, random: Random): Limits {
  const shard = { ...usual.shard, entries: random.pick([8_000, 8_000, 3]) };
  const pos = {
    ...usual.pos,
    pageSize: random.pick([2, 2, 3, 4, 100]),
    // No simulated POS refuses as few.
    fallbackPageSize: 2,
    inventoryRows: random.pick([2, 3, usual.pos.inventoryRows]),
    retries: random.pick([0, 1, 3]),
    sessions: 4,
  };
  // Half of the seeds have documents that an order of one long line can be too large for.
  const document = { bytes: random.pick([usual.document.bytes, 6_000]) };
  const brake = { ...usual.brake, records: 2, rows: random.pick([500, 500, 2]) };
  if (seed % 2 === 0) return { ...usual, document, shard, brake, pos };
  return {
    ...usual,
    document,
    commit: { ...usual.commit, documents: 2 },
    shard: { ...shard, loaded: 2 },
    page: { ...usual.page, rebuild: 2, spendingKeys: 2, dueSegments: 2 },
    brake: { ...brake, items: 3, customers: 3 },
    pos,
  };
}
