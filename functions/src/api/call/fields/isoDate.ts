import { z } from 'zod';

/** An instant as callables answer and take it: ISO 8601 in UTC, such as `2026-11-20T15:00:00.000Z`. Firestore knows no year 0. */
export const isoDate = z.iso
  .datetime()
  .max(40)
  .refine((instant) => instant >= '0001');

/** An instant as {@link isoDate}; null for none. */
export function toIso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
