import type { CallOutput } from '../../api/contract';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';

type Places = CallOutput<'getMenuItem'>['item']['stockByArea'];

/** Where an item's units lie; nothing in shops whose POS has no areas. */
export function StockByArea({ places }: { places: Places }) {
  const { format } = useTenant();
  if (places.every(({ area }) => area === null)) return null;
  return (
    <Card title="Stock by area">
      <Facts
        facts={places.map(({ area, sellable, units }) => [
          `${area ?? 'No area'}${sellable ? '' : ' (not for sale)'}`,
          format.count(units),
        ])}
      />
    </Card>
  );
}
