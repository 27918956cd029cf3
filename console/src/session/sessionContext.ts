import { createContext, use } from 'react';
import type { Credentials } from '../api/call';
import type { Session } from './session';

/** The person who is signed in. */
export interface SignedIn extends Session {
  credentials: Credentials;
  signOut: () => void;
}

export const SessionContext = createContext<SignedIn | null>(null);

/** @throws Error outside of a SessionGate. */
export function useSession(): SignedIn {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession is for components inside SessionGate.');
  return session;
}
