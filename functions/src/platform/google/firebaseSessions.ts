import { z } from 'zod';
import { lazily } from '../lazily';
import { TransientError } from '../ports/errors';
import type { Sessions, SignedIn } from '../ports/sessions';

/** What this module needs of an account in Firebase Auth. */
export interface Account {
  disabled: boolean;
  /** Tokens of sign-ins before that are revoked. */
  tokensValidAfterTime?: string | undefined;
  customClaims?: Record<string, unknown> | undefined;
}

/** Looks an account up. @throws Error with a `code` such as `auth/user-not-found`. */
type FindAccount = (uid: string) => Promise<Account>;

/** Sessions of Firebase Auth; one request to it each time. */
export function createFirebaseSessions(connect: () => Promise<FindAccount> = loadAuth): Sessions {
  const client = lazily(connect);
  return {
    async isCurrent(signedIn) {
      try {
        return holds(signedIn, await (await client())(signedIn.uid));
      } catch (cause) {
        if (withCode.safeParse(cause).data?.code === 'auth/user-not-found') return false;
        throw new TransientError(
          'sessions_unreachable',
          "Firebase Auth couldn't be asked whether the session still holds. Try again. If this keeps happening, check that the callables' service account has roles/firebaseauth.viewer.",
          { cause },
        );
      }
    },
  };
}

/** Every session counts as current: for emulators without accounts. */
export const ALWAYS_CURRENT: Sessions = { isCurrent: () => Promise.resolve(true) };

const withCode = z.object({ code: z.string() });

function holds({ role, orgId, authTime }: SignedIn, account: Account): boolean {
  const { disabled, tokensValidAfterTime, customClaims = {} } = account;
  const validFrom = tokensValidAfterTime === undefined ? 0 : Date.parse(tokensValidAfterTime) / 1000;
  const sameClaims = customClaims['role'] === role && (orgId === null || customClaims['orgId'] === orgId);
  return !disabled && sameClaims && authTime !== null && authTime >= validFrom;
}

async function loadAuth(): Promise<FindAccount> {
  const [{ getApps, initializeApp }, { getAuth }] = await Promise.all([
    import('firebase-admin/app'),
    import('firebase-admin/auth'),
  ]);
  const auth = getAuth(getApps()[0] ?? initializeApp());
  return (uid) => auth.getUser(uid);
}
