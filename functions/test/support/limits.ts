import { DEFAULT_LIMITS, type Limits } from '../../src/platform/limits';

/** Limits that a test wants other than the deployed ones. */
export type LimitChanges = { readonly [Topic in keyof Limits]?: Partial<Limits[Topic]> };

/** The deployed limits with changes: small ones bring a test to the end of a page with few records. Topics that are as they were stay the same. */
export function limitsWith(changes: LimitChanges, base = DEFAULT_LIMITS): Limits {
  const changed = Object.entries(changes).map(([topic, numbers]) => [
    topic,
    { ...base[topic as keyof Limits], ...numbers },
  ]);
  return { ...base, ...(Object.fromEntries(changed) as Partial<Limits>) };
}
