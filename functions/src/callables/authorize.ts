import { z } from 'zod';
import { ORG_ID } from '../firestore/paths';
import { RequestError } from './requestError';
import { isAtLeast, type Role } from './roles';

/** Who calls, from the claims of a verified ID token. */
export interface Caller {
  uid: string;
  role: Role;
  /** The tenant whose member the caller is; null for operators. */
  orgId: string | null;
}

const tenantId = z.string().regex(ORG_ID);

const claims = z.discriminatedUnion('role', [
  z.object({ uid: z.string(), role: z.enum(['staff', 'manager', 'owner']), orgId: tenantId }),
  z.object({ uid: z.string(), role: z.literal('operator') }),
]);

/**
 * Decides whether a caller may make a call, from the token and the addressed tenant alone: before anything is read, so that
 * a refusal says nothing about what exists.
 *
 * @param token The verified token's claims and `uid`; undefined without a token.
 * @param data The request as received. Its `orgId` may be left out by a tenant's people, who mean their own.
 * @returns The caller, and the tenant that the call is about (null only for operators who name none).
 * @throws RequestError `unauthenticated` without a token, `permission-denied` for all else.
 */
export function authorize(
  token: unknown,
  data: unknown,
  leastRole: Role,
): { caller: Caller; orgId: string | null } {
  if (token === undefined || token === null)
    throw new RequestError('unauthenticated', 'no_token', 'Sign in: the call has no valid ID token.');
  const parsed = claims.safeParse(token);
  if (!parsed.success || !isAtLeast(parsed.data.role, leastRole)) throw denied();
  const { uid, role } = parsed.data;
  const own = parsed.data.role === 'operator' ? null : parsed.data.orgId;
  const named = namedTenant(data);
  if (own !== null && named !== null && named !== own) throw denied();
  return { caller: { uid, role, orgId: own }, orgId: own ?? tenantId.safeParse(named).data ?? null };
}

/** What stands where the tenant is named, whatever it is; null, as the Firebase SDKs send `undefined`, names none. */
function namedTenant(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'orgId' in data ? (data.orgId ?? null) : null;
}

function denied(): RequestError {
  return new RequestError(
    'permission-denied',
    'not_allowed',
    'You may not do this: ask an owner of the shop for the role that it takes.',
  );
}
