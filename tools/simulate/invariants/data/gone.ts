import type { Data } from '../../runtime/firestore/store';
import { type Invariant, type LocatedWrite, posIdIn, type Scene } from '../invariant';

/** Nobody is marked as gone whom the POS has, and nobody who is gone wins an order whose address somebody else has. */
export function gone({ store, shops, runs }: Scene): Invariant {
  const markFault = ({ path, orgId, id, before, after }: LocatedWrite): string | undefined => {
    const shop = orgId === null ? undefined : shops.get(orgId);
    const posId = posIdIn(id);
    if (shop === undefined || posId === undefined || !isGone(after) || isGone(before)) return undefined;
    const began = runs.current(shop.orgId)?.began ?? 0;
    // A walk can't tell rows that are hidden by a false answer, or that move up twice, from rows that are gone.
    if (shop.lastLie > began || (shop.history.lastRemoval.get('customers') ?? 0) > began) return undefined;
    const seen = shop.history.since('customers', posId, began);
    return seen.every(({ present }) => present)
      ? `${path} is marked as gone while the POS has it`
      : undefined;
  };

  const orderFault = ({ path, orgId, before, after }: LocatedWrite): string | undefined => {
    const customer = String(after?.['customerId']);
    if (orgId === null || after?.['matchedBy'] !== 'email' || before?.['customerId'] === customer)
      return undefined;
    const customers = store.collection(`tenants/${orgId}/customers`);
    if (!isGone(customers.get(customer))) return undefined;
    for (const [id, other] of customers) {
      const isRival = posIdIn(id) !== undefined && !isGone(other) && other['email'] === after['email'];
      if (isRival && after['email'] !== null)
        return `${path} goes to ${customer}, who is gone, and ${id} has the address`;
    }
    return undefined;
  };

  return {
    name: 'who is gone stays out of the way',
    onCommit({ writes }) {
      for (const write of writes) {
        const fault =
          write.collection === 'customers'
            ? markFault(write)
            : write.collection === 'orders'
              ? orderFault(write)
              : undefined;
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  };
}

function isGone(customer: Data | undefined): boolean {
  return (customer?.['goneSince'] ?? null) !== null;
}
