import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orderPages } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { favoriteProducts } from './favoriteProducts';

/** What the customer buys most often, of the orders that are loaded. */
export function FavoriteProducts({ customerId }: { customerId: string }) {
  const { orgId, format } = useTenant();
  const { data } = useInfiniteQuery(orderPages(useCall(), orgId, customerId));
  const favorites = useMemo(
    () => favoriteProducts(data?.pages.flatMap(({ orders }) => orders) ?? []),
    [data],
  );
  if (favorites.length === 0) return null;
  return (
    <Card title="Favorite products">
      <ul className="plain-list lines">
        {favorites.map(({ name, orders }) => (
          <li key={name}>
            <span>{name}</span>
            <span className="muted small">
              {format.count(orders)} {orders === 1 ? 'order' : 'orders'}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
