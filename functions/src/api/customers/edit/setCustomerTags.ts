import { z } from 'zod';
import { defineCallable, orgIdField } from '../../call/callable';
import { editCustomer, staffChanges } from './editCustomer';
import {
  answeredTags,
  customerIdField,
  ERASED_CUSTOMER,
  tagEditsField,
  tagsOutput,
  TOO_MANY_TAGS,
  UNKNOWN_CUSTOMER,
} from '../fields';

/** One read and at most one write. */
export const setCustomerTags = defineCallable({
  name: 'setCustomerTags',
  summary: 'Adds tags to a customer and removes others. Concurrent edits are all kept.',
  role: 'staff',
  input: tagEditsField
    .extend({ orgId: orgIdField, customerId: customerIdField })
    .meta({ examples: [{ orgId: 'org1', customerId: 'alleaves_42', add: ['regular'] }] }),
  output: z.object({
    tags: tagsOutput.describe('All tags after the edit.'),
    changed: z.boolean(),
  }),
  errors: [UNKNOWN_CUSTOMER, ERASED_CUSTOMER, TOO_MANY_TAGS],
  async handle({ database }, { orgId, customerId, add, remove }) {
    let tags: string[] = [];
    const { changed } = await editCustomer(database, orgId, customerId, (customer) => {
      const changes = staffChanges(customer, { tags: { add, remove } });
      tags = changes.tags ?? customer.tags;
      return changes;
    });
    return { tags: answeredTags(tags), changed };
  },
});
