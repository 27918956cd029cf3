import { z } from 'zod';
import { alleavesDocumentId } from '../../rules/identity/documentId';
import { SeenIds } from '../../rules/identity/seenIds';
import type { ParsedRow } from '../../rules/pos';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { CustomerEntry } from '../../packedIndex/streams';
import { customerReference } from '../../documents/customer';
import { goneState } from '../../documents/customerContent';
import { UNREADABLE } from '../../documents/storedHash';
import { PermanentError } from '../../platform/ports/errors';
import type { RecordWriter } from '../records/recordWriter';
import type { StageContext } from './stage';

/** What one delivery tells the next of the walk so far. */
export const seenCustomers = z.object({
  /** Customers that the POS was known to have when the walk began. */
  known: z.int().min(0),
  /** See {@link SeenIds.encoded}. */
  ids: z.base64(),
});

/** Whom a walk over the customers has brought, from its first page on. */
export class CustomerWalk {
  constructor(
    readonly known: number,
    private readonly ids: SeenIds,
  ) {}

  /** A row that can't be used, or is of another location, still says that the POS has the customer. */
  note({ posId }: ParsedRow<unknown>): void {
    if (posId !== null) this.ids.add(posId);
  }

  has(posCustomerId: string): boolean {
    return this.ids.has(posCustomerId);
  }

  cursor(): z.infer<typeof seenCustomers> {
    return { known: this.known, ids: this.ids.encoded() };
  }
}

export function beginWalk({ run }: StageContext, index: PackedIndex<CustomerEntry>): CustomerWalk {
  return new CustomerWalk(countPresent(index), SeenIds.begin(index.size, run.runId));
}

/** @returns null if the message doesn't say whom the walk has brought: then it tells of nobody that they are gone. */
export function resumeWalk(
  { run }: StageContext,
  cursor: z.infer<typeof seenCustomers> | undefined,
): CustomerWalk | null {
  return cursor === undefined ? null : new CustomerWalk(cursor.known, SeenIds.resume(cursor.ids, run.runId));
}

/** How many customers of a loaded index the POS has. */
export function countPresent(index: PackedIndex<CustomerEntry>): number {
  let count = 0;
  for (const [, { goneSince }] of index.entries()) if (goneSince === null) count += 1;
  return count;
}

/** @throws PermanentError `pos_customers_empty`. */
export function assertAnyCustomer(
  { run }: StageContext,
  index: PackedIndex<CustomerEntry>,
  seen: number,
): void {
  if (seen > 0 || run.options.forceCustomers) return;
  const known = countPresent(index);
  if (known === 0) return;
  throw new PermanentError(
    'pos_customers_empty',
    `The POS returned no customers although ${known} are known; nobody was marked as gone. Check the location id and the POS account. ` +
      `If the POS is right, start a run with forceCustomers: true.`,
  );
}

/** The customers that the POS was known to have and a walk has not brought; in a run for one customer that one alone. */
export function findMissing(
  { run }: StageContext,
  index: PackedIndex<CustomerEntry>,
  walk: CustomerWalk,
): [posCustomerId: string, entry: CustomerEntry][] {
  const { scope } = run.options;
  const only = scope?.kind === 'customer' ? scope.posCustomerId : null;
  return [...index.entries()].filter(
    ([posCustomerId, { goneSince }]) =>
      goneSince === null && (only === null || only === posCustomerId) && !walk.has(posCustomerId),
  );
}

/**
 * Marks the customers that complete walks no longer brought. Documents, orders and figures stay.
 *
 * @throws PermanentError `customers_brake`, and marks nobody, where more than half of the customers would be gone: that is more likely a
 * fault of the POS (design §11).
 */
export function markGone(
  context: StageContext,
  writer: RecordWriter<CustomerEntry>,
  walk: CustomerWalk,
): void {
  const { run, tenant, database, limits } = context;
  const missing = findMissing(context, writer.index, walk);
  const { customers, share } = limits.brake;
  if (!run.options.forceCustomers && walk.known >= customers && missing.length > walk.known * share) {
    throw new PermanentError(
      'customers_brake',
      `The POS no longer returned ${missing.length} of ${walk.known} customers; nobody was marked as gone. ` +
        `Check the location id and the POS account. If the POS is right, start a run with forceCustomers: true.`,
    );
  }
  const goneSince = run.startedAt;
  for (const [posCustomerId, { email, erasedAt }] of missing) {
    // Whatever the POS says if it has the customer again, it is written then.
    const entry = { hash: UNREADABLE, email, erasedAt, goneSince: goneSince.getTime() };
    const reference = customerReference(database, tenant.orgId, alleavesDocumentId(posCustomerId));
    writer.patch(posCustomerId, entry, reference, goneState(goneSince));
  }
}
