import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';

/** The seconds of the years 1 and 9999, between which Firestore's instants lie. */
const EARLIEST_SECOND = -62_135_596_800;
const LATEST_SECOND = 253_402_300_799;

/** An instant in a cursor, as precise as Firestore keeps it. */
export const instantPosition = z.object({
  seconds: z.int().min(EARLIEST_SECOND).max(LATEST_SECOND),
  nanoseconds: z.int().min(0).max(999_999_999),
});

type InstantPosition = z.output<typeof instantPosition>;

export function toInstantPosition({ seconds, nanoseconds }: Timestamp): InstantPosition {
  return { seconds, nanoseconds };
}

export function fromInstantPosition({ seconds, nanoseconds }: InstantPosition): Timestamp {
  return new Timestamp(seconds, nanoseconds);
}
