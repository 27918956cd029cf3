import { jwtDecode } from 'jwt-decode';
import { z } from 'zod';
import { parsePosId } from '../../rules/identity/posId';
import type { Limits } from '../../platform/limits';
import { PermanentError } from '../../platform/ports/errors';
import type { Credentials } from './credentials';
import { typeName } from './answer/shape';

/** A login's result. */
export interface Authentication {
  token: string;
  /** From then on a new token is fetched before the next request. */
  renewAt: Date;
  /** The credentials' own location: the secret's, else the answer's. */
  locationId: string | null;
  /** Values that no error message may repeat. */
  sensitive: readonly string[];
}

type TokenLimits = Pick<Limits['pos'], 'renewalMarginMilliseconds' | 'assumedTokenMilliseconds'>;

const authAnswer = z.object({
  token: z.string().min(1),
  locationId: z
    .unknown()
    .optional()
    .transform((value) => parsePosId(value) ?? null),
});

/**
 * Reads the answer to a login.
 * @throws PermanentError `pos_unexpected_answer` without a token.
 */
export function parseAuthentication(
  body: unknown,
  credentials: Credentials,
  now: Date,
  limits: TokenLimits,
): Authentication {
  const parsed = authAnswer.safeParse(body);
  if (!parsed.success) {
    throw new PermanentError(
      'pos_unexpected_answer',
      `The POS answered POST auth without a token (it was ${typeName(body)}). If this keeps happening, check pos.baseUrl, or report it.`,
    );
  }
  const { token, locationId } = parsed.data;
  return {
    token,
    renewAt: new Date(now.getTime() + usableMs(token, now, limits)),
    locationId: credentials.locationId ?? locationId,
    sensitive: sensitiveValues(credentials, token),
  };
}

/** The secret values among the credentials and the token. A location id is no secret. */
export function sensitiveValues({ username, password, pin }: Credentials, token = ''): string[] {
  return [username, password, pin, token];
}

/** How long a token is used: until a margin before it expires, or half its life if that is longer, so that a short-lived one is used at all. */
function usableMs(
  token: string,
  now: Date,
  { renewalMarginMilliseconds, assumedTokenMilliseconds }: TokenLimits,
): number {
  const lifetime = (expiryMs(token) ?? Number.NaN) - now.getTime();
  // A token that is already expired when it arrives means that the clocks differ: then a 401 tells.
  const assumed = lifetime > 0 ? lifetime : assumedTokenMilliseconds;
  return Math.max(assumed - renewalMarginMilliseconds, assumed / 2);
}

function expiryMs(token: string): number | undefined {
  try {
    const { exp } = jwtDecode(token);
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
