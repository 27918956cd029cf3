import { z } from 'zod';

/** A stored Firestore Timestamp, read as a Date. */
export const storedDate = z
  .custom<{ toDate(): Date }>(
    (value) =>
      typeof value === 'object' && value !== null && 'toDate' in value && typeof value.toDate === 'function',
    'expected a timestamp',
  )
  .transform((value) => value.toDate())
  .meta({ id: 'timestamp' });
