import type { ReactNode } from 'react';

/** A page without the shell around it. */
export function FullPage({ children }: { children: ReactNode }) {
  return <div className="full-page">{children}</div>;
}
