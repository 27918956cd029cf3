import { useId, type ReactNode } from 'react';

/** A part of a page with a heading of its own. */
export function Card({
  title,
  actions,
  className = '',
  isListed = false,
  children,
}: {
  title: string;
  actions?: ReactNode;
  className?: string;
  /** One of many alike: no landmark of its own. */
  isListed?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const Element = isListed ? 'article' : 'section';
  return (
    <Element className={`card stack ${className}`} aria-labelledby={id}>
      <div className="card-title">
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </Element>
  );
}
