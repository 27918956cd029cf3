import { z } from 'zod';
import { customerDocument, type StoredCustomer } from '../../../documents/customer';
import { pick } from '../../../documents/definition/pick';
import { answered, toAnswer } from '../../call/fields/answered';
import { answeredTags, tagsOutput } from '../fields';

/** The fields of a customer in a list: everything that conditions and sorting look at, and nothing long. */
export const LISTED_FIELDS = [
  ...(['source', 'posCustomerId', 'displayName', 'firstName', 'lastName', 'email', 'phone'] as const),
  ...(['loyaltyPoints', 'tags', 'segment', 'orderCount', 'totalSpent', 'avgOrderValue'] as const),
  ...(['lastOrderDate', 'createdAt', 'goneSince'] as const),
];

/** A customer as lists answer it. */
export const listedCustomer = z.object({
  customerId: z.string(),
  ...answered(pick(customerDocument.tolerant.shape, LISTED_FIELDS)),
  tags: tagsOutput,
});

/** A stored customer for {@link listedCustomer}, whose schema drops what else it holds. */
export function toListedCustomer(customer: StoredCustomer) {
  return { ...toAnswer(customer), tags: answeredTags(customer.tags) };
}
