import { unescaped } from '../../../oracle/documentIds';
import { MAX_CLOCK_SKEW } from '../../runtime/host';
import type { Data } from '../../runtime/firestore/store';
import { canonical } from '../../world/canonical';
import { field, type Invariant, type LocatedWrite, millis, posIdIn, type Scene } from '../invariant';
import { segmentOf } from './segmentRules';

const TOTALS = ['totalSpent', 'orderCount', 'firstOrderDate', 'lastOrderDate'] as const;

/**
 * Spending is the sum of all stored orders at the moment at which it is written, and a customer's derived fields follow the
 * spending that is stored at the moment at which they are written.
 */
export function derived(scene: Scene): Invariant {
  const { store } = scene;
  const ordersOf = (orgId: string, customers: ReadonlySet<string>) =>
    [...store.collection(`tenants/${orgId}/orders`).values()].filter(
      (order) => order['counts'] === true && customers.has(String(order['customerId'])),
    );

  const spendingFault = ({ path, orgId, id, after }: LocatedWrite): string | undefined => {
    if (orgId === null) return undefined;
    const key = id.startsWith('cid_') ? id.slice('cid_'.length) : null;
    const email = unescaped(id);
    const owners = new Set(
      key === null
        ? [...store.collection(`tenants/${orgId}/customers`)]
            .filter(([, { email: own }]) => own === email)
            .map(([owner]) => owner)
        : [`alleaves_${key}`],
    );
    const expected = sumOf(ordersOf(orgId, owners));
    if (after === undefined)
      return expected === null ? undefined : `${path} was removed while it stands for orders`;
    const told = canonical(Object.fromEntries(TOTALS.map((name) => [name, after[name]])));
    if (expected === null) return `${path} stands for nothing`;
    return told === canonical(expected)
      ? undefined
      : `${path} says ${told}, and the orders add up to ${canonical(expected)}`;
  };

  const segmentFault = ({ path, orgId, id, after }: LocatedWrite): string | undefined => {
    const posId = posIdIn(id);
    if (orgId === null || after === undefined || posId === undefined) return undefined;
    const spending = store.documents.get(
      `tenants/${orgId}/customer_spending/${id.replace('alleaves_', 'cid_')}`,
    );
    for (const name of TOTALS) {
      const expected = spending?.[name] ?? (name.endsWith('Date') ? null : 0);
      if (canonical(after[name]) !== canonical(expected))
        return `${path}.${name} is not that of the stored spending`;
    }
    const segments = [-MAX_CLOCK_SKEW, 0, MAX_CLOCK_SKEW].map((skew) =>
      segmentOf(
        Number(after['orderCount']),
        Number(after['totalSpent']),
        millis(after['lastOrderDate']),
        scene.now().getTime() + skew,
        store.documents.get(`tenants/${orgId}`)?.['segmentRules'],
      ),
    );
    const isGone = (after['goneSince'] ?? null) !== null;
    if (isGone) return after['segment'] === null ? undefined : `${path} is gone and in a segment`;
    return segments.some((segment) => segment === after['segment'])
      ? undefined
      : `${path} is ${String(after['segment'])}, and by the rules ${segments[1] ?? ''}`;
  };

  return {
    name: 'derived data follows its source',
    onCommit({ invocation, writes }) {
      for (const write of writes) {
        const fault =
          write.collection === 'customer_spending'
            ? spendingFault(write)
            : write.collection === 'customers' && invocation.functionName !== 'syncCustomers'
              ? segmentFault(write)
              : undefined;
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  };
}

/** What orders that count add up to; null of none. A negative total is no order, and no date. */
function sumOf(orders: readonly Data[]): Record<(typeof TOTALS)[number], unknown> | null {
  if (orders.length === 0) return null;
  const cents = orders.reduce((sum, order) => sum + Math.round(Number(order['total']) * 100), 0);
  const real = orders.filter((order) => Number(order['total']) >= 0);
  const times = real.map((order) => millis(field(order, 'orderDate')) ?? 0).sort((a, b) => a - b);
  const dateOf = (time: number | undefined) => (time === undefined ? null : new Date(time));
  return {
    totalSpent: cents / 100,
    orderCount: real.length,
    firstOrderDate: dateOf(times[0]),
    lastOrderDate: dateOf(times.at(-1)),
  };
}
