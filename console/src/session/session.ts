import type { Role } from '../../../functions/src/api/call/roles';

/** Somebody who is signed in. */
export interface Session {
  /** Who, as the account menu shows it. */
  label: string;
  role: Role;
  /** The tenant of its people; null for operators. */
  orgId: string | null;
  /** A valid ID token. @throws when the session has ended. */
  token: () => Promise<string>;
  /** A token of App Check; null if that is off. */
  appCheckToken: () => Promise<string | null>;
}

export interface SessionProvider {
  /** Calls back with the session there is, now and on each change. Returns how to stop. */
  watch: (onChange: (session: Session | null) => void) => () => void;
  signOut: () => Promise<void>;
}
