import { z } from 'zod';
import { recomputeSegments as recomputePage } from '../../upkeep/recomputeSegments';
import { orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { definePagedCallable } from '../call/paging/definePagedCallable';
import { byId } from '../call/paging/sorting';

const count = z.int().min(0);

/** Two reads a customer, and two more and a write where something differs: 2,000 reads at most where nothing does. */
export const recomputeSegments = definePagedCallable({
  name: 'recomputeSegments',
  summary: "Recomputes customers' segments and totals from their spending, and writes those that differ.",
  role: 'manager',
  input: { orgId: orgIdField },
  limit: { largest: 1000, usual: 500, what: 'Customers to check in this call.' },
  position: byId.position,
  errors: TENANT_ERRORS,
  output: {
    checked: count.describe(
      'Customers from the POS that were checked. Those entered by hand have no orders.',
    ),
    changed: count,
    failed: count.describe(
      "Customers whose documents were edited by hand and can't be read. A sync with mode `full` repairs them.",
    ),
  },
  readPage: ({ context, database }, { orgId }, page) => recomputePage(context, database, orgId, page),
});
