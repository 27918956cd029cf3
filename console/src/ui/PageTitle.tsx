import { useEffect, type ReactNode } from 'react';

/** The heading of a page, also in the browser's title, with what can be done on the page beside it. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Sync Sam`;
  }, [title]);
  return (
    <div className="page-title">
      <h1 tabIndex={-1}>{title}</h1>
      <div className="actions">{children}</div>
    </div>
  );
}
