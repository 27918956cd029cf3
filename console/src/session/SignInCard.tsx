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
        <p className="product">
          <img src="/console/icon.svg" alt="" width="36" height="36" />
          <span>
            <strong>Sync Sam</strong> Your customers, orders and menu, in step with the register
          </span>
        </p>
        <h1>{title}</h1>
        {hasExpired && (
          <Notice tone="warning">
            Your session has expired. Sign in again to pick up where you left off.
          </Notice>
        )}
        {children}
      </main>
    </FullPage>
  );
}
