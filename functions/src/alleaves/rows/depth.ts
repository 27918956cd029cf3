import { isRecord } from '../client/answer/shape';

/** Levels of objects and lists in one another; a real row has four. Deeper ones would exhaust the stack of the code that writes them as JSON. */
export const MAXIMUM_LEVELS = 100;

const CUT = '(nested too deep)';

/** A row's payload with what lies too deep replaced by a note; the payload itself if nothing does. */
export function cutDeep(payload: unknown): unknown {
  return isDeeperThan(MAXIMUM_LEVELS, payload) ? cutAt(MAXIMUM_LEVELS, payload) : payload;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function cutAt(levels: number, value: unknown): unknown {
  const inner = (deeper: unknown) => cutAt(levels - 1, deeper);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return CUT;
  if (Array.isArray(value)) return value.map(inner);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, deeper]) => [key, inner(deeper)]))
    : value;
}
