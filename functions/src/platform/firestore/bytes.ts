import { z } from 'zod';

/** Bytes as Firestore's clients give them. */
export const storedBytes = z
  .custom<Uint8Array>((value) => ArrayBuffer.isView(value), 'expected bytes')
  .meta({ id: 'bytes' });
