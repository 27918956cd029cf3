import { orderFields } from '../../src/documents/order';
import type { PosOrder } from '../../src/rules/pos';

describe('orderFields', () => {
  const order: PosOrder = {
    posOrderId: '7',
    posCustomerId: '42',
    posLocationId: '1001',
    email: 'jane@example.com',
    status: 'completed',
    unknownStatus: null,
    items: [
      { posItemId: 'i1', name: 'Blue Dream', quantity: 2, priceCents: 1999, category: 'Flower' },
      { posItemId: null, name: null, quantity: null, priceCents: null, category: null },
    ],
    subtotalCents: 3998,
    taxCents: 520,
    discountCents: null,
    totalCents: 4518,
    orderDate: new Date('2026-11-01T15:00:00Z'),
  };

  it('is the document, in dollars, with the match beside what the POS says', () => {
    expect(orderFields('org', order, { posCustomerId: '43', matchedBy: 'email' })).toEqual({
      orgId: 'org',
      source: 'alleaves',
      posOrderId: '7',
      customerId: 'alleaves_43',
      matchedBy: 'email',
      posCustomerId: '42',
      posLocationId: '1001',
      email: 'jane@example.com',
      status: 'completed',
      counts: true,
      items: [
        { posItemId: 'i1', name: 'Blue Dream', quantity: 2, price: 19.99, category: 'Flower' },
        { posItemId: null, name: null, quantity: null, price: null, category: null },
      ],
      subtotal: 39.98,
      tax: 5.2,
      discount: null,
      total: 45.18,
      orderDate: new Date('2026-11-01T15:00:00Z'),
    });
  });

  it('says that a refunded sale does not count, and a refund line does', () => {
    const refunded: PosOrder = { ...order, status: 'refunded' };
    const match = { posCustomerId: '42', matchedBy: 'pos_id' } as const;
    expect(orderFields('org', refunded, match).counts).toBe(false);
    expect(orderFields('org', { ...refunded, totalCents: -4000 }, match).counts).toBe(true);
  });
});
