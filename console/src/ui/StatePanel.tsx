import { CloudAlert, Inbox, Lock, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS = { empty: Inbox, error: CloudAlert, refused: Lock, missing: SearchX };

/** What stands if there would be content: nothing there, a fault, no permission, or an address of what isn't there. */
export function StatePanel({
  kind,
  title,
  children,
}: {
  kind: keyof typeof ICONS;
  title: string;
  children?: ReactNode;
}) {
  const Icon = ICONS[kind];
  return (
    <div className="state-panel" role={kind === 'error' || kind === 'missing' ? 'alert' : undefined}>
      <Icon aria-hidden="true" size={32} strokeWidth={1.5} />
      <h2>{title}</h2>
      <div className="muted">{children}</div>
    </div>
  );
}
