import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { menuItemQuery } from '../../api/menu';
import type { CallOutput } from '../../api/contract';
import { useCall } from '../../api/useCall';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';
import { PageTitle } from '../../ui/PageTitle';
import { QueryView } from '../../ui/QueryView';
import { Gallery } from './Gallery';
import { StockByArea } from './StockByArea';
import { costOf, marginOf } from '../menu/menuView';

const route = getRouteApi('/$orgId/menu/$itemId');

type Item = CallOutput<'getMenuItem'>['item'];

/** The POS's pictures; the staff's where it has none. */
function picturesOf({ imageUrls, imageUrl }: Item): string[] {
  if (imageUrls.length > 0) return imageUrls;
  return imageUrl === null ? [] : [imageUrl];
}

function weightOf({ weight, weightUnit }: Item): string {
  return weight === null ? '—' : [weight, weightUnit].filter((part) => part !== null).join(' ');
}

/** All about one item of the menu. */
export default function ProductPage() {
  const { itemId } = route.useParams();
  const { orgId, format } = useTenant();
  const query = useQuery(menuItemQuery(useCall(), orgId, itemId));
  const percent = (value: number | null) => format.percent(value === null ? null : value / 100);
  return (
    <>
      <Link to="/$orgId/menu" params={{ orgId }} className="back">
        <ChevronLeft aria-hidden="true" size={16} /> Menu
      </Link>
      <PageTitle title={query.data?.name ?? 'Item'} />
      <QueryView query={query} label="the item">
        {(item) => (
          <div className="columns product-page">
            <div>
              <Gallery urls={picturesOf(item)} name={item.name ?? 'This item'} />
            </div>
            <div>
              <Card title="Price and stock">
                <Facts
                  facts={[
                    ['Price before tax', format.money(item.priceRetail)],
                    ['Price with tax', format.money(item.priceOtd)],
                    [
                      'Stock',
                      item.inStock ? (
                        format.count(item.stock ?? 0)
                      ) : (
                        <span className="badge warning">Sold out</span>
                      ),
                    ],
                    ...(item.costs === null
                      ? []
                      : ([
                          ['Cost', format.money(costOf(item))],
                          ['Margin', format.percent(marginOf(item))],
                        ] as const)),
                  ]}
                />
              </Card>
              <StockByArea places={item.stockByArea} />
              <Card title="About this item">
                {item.description !== null && <p className="description">{item.description}</p>}
                <Facts
                  facts={[
                    ['Brand', item.brand ?? '—'],
                    ['Category', item.category ?? '—'],
                    ['Strain', item.strain ?? '—'],
                    [
                      'Type',
                      item.strainType === null
                        ? '—'
                        : item.strainType === 'cbd'
                          ? 'CBD'
                          : humanize(item.strainType),
                    ],
                    ['Weight', weightOf(item)],
                    ['THC', percent(item.thcPercent)],
                    ['CBD', percent(item.cbdPercent)],
                    ['Expires', format.date(item.expiresOn)],
                    ['Number at the POS', item.posItemId ?? '—'],
                  ]}
                />
              </Card>
            </div>
          </div>
        )}
      </QueryView>
    </>
  );
}
