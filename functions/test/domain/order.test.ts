import { countsTowardsSpending, orderFields, parseOrderStatus } from '../../src/domain/order';
import { ORDER_STATUSES, type PosOrder } from '../../src/domain/pos';

describe('parseOrderStatus', () => {
  it.each(ORDER_STATUSES)('reads %p as itself', (status) => {
    expect(parseOrderStatus(status)).toBe(status);
    expect(parseOrderStatus(` ${status.toUpperCase()} `)).toBe(status);
  });

  it.each([
    ['processing', 'preparing'],
    ['Delivered', 'completed'],
    ['canceled', 'cancelled'],
    ['void', 'cancelled'],
    ['VOIDED', 'cancelled'],
    ['returned', 'refunded'],
    ['on the moon', 'unknown'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    [3, 'unknown'],
  ])('reads %p as %p', (value, status) => {
    expect(parseOrderStatus(value)).toBe(status);
  });
});

it('all but cancelled and refunded orders count', () => {
  expect(ORDER_STATUSES.filter((status) => !countsTowardsSpending(status))).toEqual([
    'cancelled',
    'refunded',
  ]);
});

describe('orderFields', () => {
  const order: PosOrder = {
    posOrderId: '7',
    posCustomerId: '42',
    email: 'jane@example.com',
    status: 'completed',
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

  it('says that a refunded order does not count', () => {
    const refunded: PosOrder = { ...order, status: 'refunded' };
    expect(orderFields('org', refunded, { posCustomerId: '42', matchedBy: 'pos_id' }).counts).toBe(false);
  });
});
