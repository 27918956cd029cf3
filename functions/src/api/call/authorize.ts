import { z } from 'zod';
import { ORG_ID } from '../../documents/paths';
import { RequestError } from './errors/requestError';
import { isAtLeast, type Role } from './roles';

/** Who calls, from the claims of a verified ID token. */
export interface Caller {
  uid: string;
  role: Role;
  /** The tenant whose member the caller is; null for operators. */
  orgId: string | null;
  /** When the caller signed in, in seconds since the epoch; null if the token doesn't say. */
  authTime: number | null;
}

const tenantId = z.string().regex(ORG_ID);

const person = { uid: z.string(), auth_time: z.number().nullable().catch(null) };

const claims = z.discriminatedUnion('role', [
  z.object({ ...person, role: z.enum(['staff', 'manager', 'owner']), orgId: tenantId }),
  z.object({ ...person, role: z.literal('operator') }),
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
    throw new RequestError('unauthenticated', 'no_token', 'Sign in. The call has no valid ID token.');
  const parsed = claims.safeParse(token);
  if (!parsed.success || !isAtLeast(parsed.data.role, leastRole)) throw denied();
  const { uid, role, auth_time: authTime } = parsed.data;
  const own = parsed.data.role === 'operator' ? null : parsed.data.orgId;
  const named = namedTenant(data);
  if (own !== null && named !== null && named !== own) throw denied();
  return {
    caller: { uid, role, orgId: own, authTime },
    orgId: own ?? tenantId.safeParse(named).data ?? null,
  };
}

/** What stands where the tenant is named, whatever it is; null, as the Firebase SDKs send `undefined`, names none. */
function namedTenant(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'orgId' in data ? (data.orgId ?? null) : null;
}

function denied(): RequestError {
  return new RequestError(
    'permission-denied',
    'not_allowed',
    "Your role doesn't allow this. Ask an owner of the shop for access.",
  );
}
