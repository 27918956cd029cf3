import { z } from 'zod';

/** Firestore's limit for a document id, in bytes. */
const MAX_ID_BYTES = 1500;

/** The id of a document, as Firestore takes it: in input, and in cursors, which anybody can make up. */
export const documentId = z
  .string()
  .max(MAX_ID_BYTES)
  .regex(/^(?!\.)(?!__.*__$)[^/\p{Cc}\p{Cs}]+$/u)
  .refine((id) => Buffer.byteLength(id) <= MAX_ID_BYTES);
