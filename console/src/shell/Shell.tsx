import { Link } from '@tanstack/react-router';
import { Activity, ChartPie, LogOut, ShoppingBasket, Store, Sun, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { humanize } from '../format/labels';
import { useSession } from '../session/sessionContext';
import { ThemeSwitch } from './ThemeSwitch';

const PAGES = [
  { to: '/$orgId/today', label: 'Today', icon: Sun },
  { to: '/$orgId/customers', label: 'Customers', icon: Users },
  { to: '/$orgId/segments', label: 'Segments', icon: ChartPie },
  { to: '/$orgId/menu', label: 'Menu', icon: ShoppingBasket },
  { to: '/$orgId/sync', label: 'Sync', icon: Activity },
] as const;

/** What stands around every page: where one is, where one can go, who one is. Operators begin without a tenant. */
export function Shell({
  tenant,
  children,
}: {
  tenant: { orgId: string; name: string } | null;
  children: ReactNode;
}) {
  const { label, role, signOut } = useSession();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header>
        <div className="brand">
          <img src="/console/icon.svg" alt="" width="28" height="28" />
          <span title={tenant?.name}>
            Sync Sam <strong>{tenant?.name ?? 'All tenants'}</strong>
          </span>
        </div>
        <nav aria-label="Pages">
          {tenant !== null &&
            PAGES.map(({ to, label: page, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                params={{ orgId: tenant.orgId }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon aria-hidden="true" size={18} /> <span>{page}</span>
              </Link>
            ))}
          {role === 'operator' && (
            <Link to="/tenants" activeProps={{ 'aria-current': 'page' }}>
              <Store aria-hidden="true" size={18} /> <span>Tenants</span>
            </Link>
          )}
        </nav>
        <div className="account">
          <ThemeSwitch />
          <span className="who" title={label}>
            <span>{label}</span> <span className="muted small">{humanize(role)}</span>
          </span>
          <button className="button quiet icon" onClick={signOut} aria-label="Sign out" title="Sign out">
            <LogOut aria-hidden="true" size={18} />
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
