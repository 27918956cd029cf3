import { z } from 'zod';
import { storedDate } from '../firestore/timestamp';

/** An instant as callables answer and take it: ISO 8601 in UTC, such as `2026-11-20T15:00:00.000Z`. Firestore knows no year 0. */
export const isoDate = z.iso
  .datetime()
  .max(40)
  .refine((instant) => instant >= '0001');

/** A stored Timestamp, as {@link isoDate}. */
export const storedIsoDate = storedDate.transform((date) => date.toISOString());
