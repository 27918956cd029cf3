import type { ReactNode } from 'react';
import { Notice } from '../ui/Notice';
import { FullPage } from '../ui/FullPage';

/** What both ways to sign in have in common. */
export function SignInCard({
  title,
  hasExpired,
  children,
}: {
  title: string;
  hasExpired: boolean;
  children: ReactNode;
}) {
  return (
    <FullPage>
      <main className="sign-in card">
        <h1>
          <img src="/console/icon.svg" alt="" width="36" height="36" /> {title}
        </h1>
        {hasExpired && (
          <Notice tone="warning">Your session has expired. Sign in again to go on where you were.</Notice>
        )}
        {children}
      </main>
    </FullPage>
  );
}
