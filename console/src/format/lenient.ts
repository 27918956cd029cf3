import * as z from 'zod/mini';

/** A part of the address that counts as missing where it is malformed. */
export function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}
