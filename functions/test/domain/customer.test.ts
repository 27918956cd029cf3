import { CUSTOMER_FIELD_NAMES, customerFields, initialCustomerState } from '../../src/domain/customer';
import type { PosCustomer } from '../../src/domain/pos';

const customer: PosCustomer = {
  posCustomerId: '42',
  email: 'jane@example.com',
  phone: '+15550100',
  firstName: 'Jane',
  lastName: 'Doe',
  displayName: 'Jane Doe',
  birthDate: '1990-05-17',
  loyaltyPoints: 120,
  customerSince: new Date('2024-01-01T05:00:00Z'),
};

it('customerFields is what the POS owns, and nothing else that a caller may have attached', () => {
  const withExtra = { ...customer, segment: 'vip', notes: 'x' };
  expect(customerFields('org', withExtra)).toEqual({ orgId: 'org', source: 'alleaves', ...customer });
});

it('CUSTOMER_FIELD_NAMES names every field', () => {
  expect([...CUSTOMER_FIELD_NAMES].sort()).toEqual(Object.keys(customerFields('org', customer)).sort());
});

it('initialCustomerState is new, without orders, and left to the staff', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(initialCustomerState(now)).toEqual({
    segment: 'new',
    segmentReason: 'no orders yet',
    segmentedAt: now,
    segmentDueAt: null,
    orderCount: 0,
    totalSpent: 0,
    avgOrderValue: 0,
    firstOrderDate: null,
    lastOrderDate: null,
    tags: [],
    notes: null,
    createdAt: now,
  });
  expect(initialCustomerState(now).tags).not.toBe(initialCustomerState(now).tags);
});
