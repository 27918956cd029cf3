import { z } from 'zod';

/** A line of text that Firestore can store (no control characters, no half characters), without spaces around it. */
export function textField(maximum: number) {
  return z
    .string()
    .max(maximum)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .trim();
}
