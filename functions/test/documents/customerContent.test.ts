import { customerDocument } from '../../src/documents/customer';
import {
  customerFields,
  EMPTY_PROFILE,
  initialCustomerState,
  manualCustomer,
} from '../../src/documents/customerContent';
import type { PosCustomer } from '../../src/rules/pos';

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

it('initialCustomerState is new, without orders, and left to the staff', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(initialCustomerState(now)).toEqual({
    goneSince: null,
    segment: 'new',
    segmentReason: 'no orders yet',
    segmentedAt: now,
    segmentDueAt: null,
    orderCount: 0,
    totalSpent: 0,
    avgOrderValue: 0,
    firstOrderDate: null,
    lastOrderDate: null,
    usualDaysBetweenOrders: null,
    overdueAt: null,
    tags: [],
    notes: null,
    consent: {
      sms: { status: 'unknown', at: null, by: null },
      email: { status: 'unknown', at: null, by: null },
    },
    createdAt: now,
  });
  expect(initialCustomerState(now).tags).not.toBe(initialCustomerState(now).tags);
});

it('manualCustomer has every field that a customer of the POS has, no POS id, and what the staff say', () => {
  const now = new Date('2026-11-20T15:00:00Z');
  const ann = { ...EMPTY_PROFILE, firstName: 'Ann', lastName: 'Lee', displayName: 'Ann Lee' };
  const document = manualCustomer('org1', ann, { tags: { add: ['a'] }, notes: 'n' }, now);
  expect(document).toEqual({
    ...initialCustomerState(now),
    ...ann,
    ...{ orgId: 'org1', source: 'manual', posCustomerId: null, tags: ['a'], notes: 'n', updatedAt: now },
  });
  for (const name of customerDocument.synced) expect(document).toHaveProperty(name);
});

it('nothing is known in EMPTY_PROFILE', () => {
  expect(EMPTY_PROFILE).toEqual({
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
    displayName: null,
    birthDate: null,
    loyaltyPoints: null,
    customerSince: null,
  });
});
