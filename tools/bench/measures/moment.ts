import { loadavg } from 'node:os';
import type { Moment } from '../figures';

/** The moment at which a measurement begins. */
export function currentMoment(): Moment {
  return { measuredAt: new Date().toISOString(), loadAverage: loadavg()[0] ?? 0 };
}
