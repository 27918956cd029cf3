import { Link } from '@tanstack/react-router';
import type { Today } from '../../api/today';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';

/** What can't be sold any more since a short while. */
export function SoldOut({ soldOut: { itemCount, items } }: { soldOut: Today['soldOut'] }) {
  const { orgId, format } = useTenant();
  return (
    <Card title="Sold out this week">
      {items.length === 0 ? (
        <p className="muted">Nothing sold out.</p>
      ) : (
        <ul className="plain-list lines">
          {items.map(({ itemId, name, brand, updatedAt }) => (
            <li key={itemId}>
              <Link to="/$orgId/menu/$itemId" params={{ orgId, itemId }} preload={false}>
                {name ?? itemId}
              </Link>
              <span className="muted small">
                {[brand, updatedAt === null ? null : format.relative(updatedAt)]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Link to="/$orgId/menu" params={{ orgId }} search={{ stock: 'out' }} preload={false}>
        {itemCount > items.length ? `All ${format.count(itemCount)} and earlier ones` : 'All sold-out items'}
      </Link>
    </Card>
  );
}
