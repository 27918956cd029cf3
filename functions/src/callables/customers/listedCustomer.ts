import { z } from 'zod';
import type { StoredCustomer } from '../../firestore/customers';
import { isoDate } from '../isoDate';
import { answeredTags, segmentField, tagsOutput } from './fields';

const dollars = z.number();

/** A customer as lists answer it. */
export const listedCustomer = z.object({
  customerId: z.string(),
  source: z.enum(['alleaves', 'manual']),
  posCustomerId: z.string().nullable().describe('null for customers entered by hand.'),
  displayName: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  loyaltyPoints: z.number().nullable(),
  tags: tagsOutput,
  segment: segmentField.nullable(),
  orderCount: z.number(),
  totalSpent: dollars,
  avgOrderValue: dollars,
  lastOrderDate: isoDate.nullable(),
  createdAt: isoDate.nullable(),
});

/** A stored customer with the dates of {@link listedCustomer}, whose schema drops what else it holds. */
export function toListedCustomer(customer: StoredCustomer) {
  return {
    ...customer,
    tags: answeredTags(customer.tags),
    lastOrderDate: toIso(customer.lastOrderDate),
    createdAt: toIso(customer.createdAt),
  };
}

export function toIso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
