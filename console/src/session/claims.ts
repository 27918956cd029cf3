import * as z from 'zod/mini';

/** The custom claims of an ID token, as the callables take them. */
export const claimsSchema = z.union([
  z.object({ role: z.enum(['staff', 'manager', 'owner']), orgId: z.string() }),
  z.object({ role: z.literal('operator') }),
]);
export type Claims = z.infer<typeof claimsSchema>;

/** The tenant that claims are about; null for operators. */
export function orgIdOf(claims: Claims): string | null {
  return claims.role === 'operator' ? null : claims.orgId;
}
