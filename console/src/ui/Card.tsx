import { useId, type ReactNode } from 'react';

/** A part of a page with a heading of its own. */
export function Card({
  title,
  actions,
  className = '',
  children,
}: {
  title: string;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={`card stack ${className}`} aria-labelledby={id}>
      <div className="card-title">
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
