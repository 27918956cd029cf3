import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { FullPage } from '../ui/FullPage';
import { Spinner } from '../ui/Spinner';
import { forgetDrafts } from './draftNotes';
import type { Sessions } from './openSessions';
import type { Session } from './session';
import { SessionContext } from './sessionContext';

const DevelopmentSignIn = lazy(() => import('./DevelopmentSignIn'));
const FirebaseSignIn = lazy(() => import('./FirebaseSignIn'));

/** Shows its children to the signed-in user, and a sign-in page to everybody else; the address stays, so that one gets where one wanted to. */
export function SessionGate({ sessions, children }: { sessions: Sessions; children: ReactNode }) {
  const client = useQueryClient();
  const [session, setSession] = useState<Session | null>();
  const [hasExpired, setHasExpired] = useState(false);

  // Before anything is painted: a session that is already known shows its page at once.
  useLayoutEffect(
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
    const signOut = () => {
      forgetDrafts();
      void sessions.provider.signOut();
    };
    // Drafts stay, so a person who signs in again goes on where they were.
    const onExpired = () => {
      setHasExpired(true);
      void sessions.provider.signOut();
    };
    return {
      ...session,
      signOut,
      credentials: { token: session.token, appCheckToken: session.appCheckToken, onExpired },
    };
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
