import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { FullPage } from '../ui/FullPage';
import { Spinner } from '../ui/Spinner';
import { DevelopmentSessions } from './developmentSession';
import { readEnvironment } from './environment';
import type { FirebaseSessions } from './firebaseSession';
import type { Session } from './session';
import { SessionContext } from './sessionContext';

const DevelopmentSignIn = lazy(() => import('./DevelopmentSignIn'));
const FirebaseSignIn = lazy(() => import('./FirebaseSignIn'));

type Sessions =
  { kind: 'development'; provider: DevelopmentSessions } | { kind: 'firebase'; provider: FirebaseSessions };

/** Firebase's library is loaded only where it is needed. */
async function openSessions(): Promise<Sessions> {
  const environment = await readEnvironment();
  if ('embedded' in environment)
    return { kind: 'development', provider: new DevelopmentSessions(environment.embedded.project) };
  const { FirebaseSessions } = await import('./firebaseSession');
  return { kind: 'firebase', provider: new FirebaseSessions(environment) };
}

const sessionsPromise = openSessions();

/** Shows its children to whoever is signed in, and a sign-in page to everybody else; the address stays, so that one gets where one wanted to. */
export function SessionGate({ children }: { children: ReactNode }) {
  const sessions = use(sessionsPromise);
  const client = useQueryClient();
  const [session, setSession] = useState<Session | null>();
  const [hasExpired, setHasExpired] = useState(false);

  useEffect(
    () =>
      sessions.provider.watch((current) => {
        setSession(current);
        if (current !== null) setHasExpired(false);
        // What one person has seen is not left for the next.
        else client.clear();
      }),
    [sessions, client],
  );

  const value = useMemo(() => {
    if (!session) return null;
    const signOut = () => void sessions.provider.signOut();
    const onExpired = () => {
      setHasExpired(true);
      signOut();
    };
    return { ...session, signOut, credentials: { token: session.token, onExpired } };
  }, [session, sessions]);

  if (session === undefined) return <Waiting />;
  if (value !== null) return <SessionContext value={value}>{children}</SessionContext>;
  return (
    <Suspense fallback={<Waiting />}>
      {sessions.kind === 'development' ? (
        <DevelopmentSignIn sessions={sessions.provider} hasExpired={hasExpired} />
      ) : (
        <FirebaseSignIn sessions={sessions.provider} hasExpired={hasExpired} />
      )}
    </Suspense>
  );
}

function Waiting() {
  return (
    <FullPage>
      <Spinner label="Loading the console" />
    </FullPage>
  );
}
