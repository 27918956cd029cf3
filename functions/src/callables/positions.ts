import { z } from 'zod';

/** Firestore's limit for a document id, in bytes. */
const MAX_ID_BYTES = 1500;

/** The id of a document, as Firestore takes it: in input, and in cursors, which anybody can make up. */
export const documentId = z
  .string()
  .max(MAX_ID_BYTES)
  .regex(/^(?!\.)(?!__.*__$)[^/\p{Cc}\p{Cs}]+$/u)
  .refine((id) => Buffer.byteLength(id) <= MAX_ID_BYTES);

/** The seconds of the years 1 and 9999, between which Firestore's instants lie. */
const EARLIEST_SECOND = -62_135_596_800;
const LATEST_SECOND = 253_402_300_799;

/** An instant as precise as Firestore keeps it. */
export const instantPosition = z.object({
  seconds: z.int().min(EARLIEST_SECOND).max(LATEST_SECOND),
  nanoseconds: z.int().min(0).max(999_999_999),
});

/** An instant that was stored to a millisecond, in milliseconds since the epoch. */
export const millisecondPosition = z
  .int()
  .min(0)
  .max(1000 * LATEST_SECOND);
