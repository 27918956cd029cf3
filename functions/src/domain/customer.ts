import type { PosCustomer } from './pos';
import { calculateSegment, type Segment } from './segment';

/** The fields of a `customers` document that the POS owns, without `updatedAt`. */
export interface CustomerFields extends PosCustomer {
  orgId: string;
  source: 'alleaves';
}

/** The names of {@link CustomerFields}. */
export const CUSTOMER_FIELD_NAMES = [
  'orgId',
  'source',
  'posCustomerId',
  'email',
  'phone',
  'firstName',
  'lastName',
  'displayName',
  'birthDate',
  'loyaltyPoints',
  'customerSince',
] as const satisfies readonly (keyof CustomerFields)[];

/** What a customer that the sync creates starts with besides {@link CustomerFields}: the derived fields and those of the staff. */
export interface InitialCustomerState {
  segment: Segment;
  segmentReason: string;
  segmentedAt: Date;
  segmentDueAt: Date | null;
  orderCount: number;
  /** Dollars. */
  totalSpent: number;
  /** Dollars. */
  avgOrderValue: number;
  firstOrderDate: Date | null;
  lastOrderDate: Date | null;
  tags: string[];
  notes: string | null;
  createdAt: Date;
}

/** The part of a customer's document that follows the POS (`docs/data-model.md`). */
export function customerFields(orgId: string, customer: PosCustomer): CustomerFields {
  return {
    orgId,
    source: 'alleaves',
    posCustomerId: customer.posCustomerId,
    email: customer.email,
    phone: customer.phone,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: customer.displayName,
    birthDate: customer.birthDate,
    loyaltyPoints: customer.loyaltyPoints,
    customerSince: customer.customerSince,
  };
}

/** Nobody has orders when created: the spending stage finds them, and the segment follows. */
export function initialCustomerState(now: Date): InitialCustomerState {
  const { segment, reason, dueAt } = calculateSegment(
    { orderCount: 0, totalSpent: 0, lastOrderDate: null },
    now,
  );
  return {
    segment,
    segmentReason: reason,
    segmentedAt: now,
    segmentDueAt: dueAt,
    orderCount: 0,
    totalSpent: 0,
    avgOrderValue: 0,
    firstOrderDate: null,
    lastOrderDate: null,
    tags: [],
    notes: null,
    createdAt: now,
  };
}
