import { lowestWrites, withSegmentChanges } from '../../bench/measures/lowerBound';
import { sortableKey } from '../../../functions/src/rules/identity/posId';

const none = { customers: [], orders: [], items: [], buyers: [] };

describe('lowestWrites', () => {
  it('is the bookkeeping alone where nothing has changed', () => {
    expect(lowestWrites(none, [{ stream: 'orders', from: '' }])).toMatchObject({ shards: 0, total: 6 });
  });

  it('counts each document that has to differ, and each shard that holds any of them, once', () => {
    const changes = {
      ...none,
      customers: ['1', '2'],
      orders: ['10', '20', '9000'],
      buyers: [
        { posCustomerId: '1', email: 'a@x.example' },
        { posCustomerId: '7', email: null },
      ],
    };
    const shards = [
      { stream: 'customers' as const, from: '' },
      { stream: 'orders' as const, from: '' },
      { stream: 'orders' as const, from: sortableKey('100') },
      { stream: 'orders' as const, from: sortableKey('9001') },
      { stream: 'spending' as const, from: '' },
      { stream: 'items' as const, from: '' },
    ];
    expect(lowestWrites(changes, shards)).toEqual({
      changedDocuments: 5,
      spendingDocuments: 3,
      derivedCustomers: 2,
      // One of customers, two of orders, one of spending, none of items.
      shards: 4,
      bookkeeping: 6,
      total: 20,
    });
  });

  it('counts the document of each change of segment', () => {
    const bound = lowestWrites({ customers: [], orders: [], items: [], buyers: [] }, []);
    expect(withSegmentChanges(bound, 3)).toEqual({ ...bound, derivedCustomers: 3, total: bound.total + 3 });
  });
});
