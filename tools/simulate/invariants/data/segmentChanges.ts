import type { Data } from '../../runtime/firestore/store';
import { canonical, canonicalFields } from '../../world/canonical';
import { type Commit, type Invariant, type LocatedWrite, millis } from '../invariant';

const DAY = 86_400_000;
/** The figures that decide about a segment. */
const DECIDING = ['totalSpent', 'orderCount', 'lastOrderDate'];
const CAUSES: readonly unknown[] = ['order', 'time', 'rules', 'repair'];

/**
 * Every change of a segment has exactly one document, written in the same commit; there is none for a customer's first segment;
 * none is ever changed or removed; and the changes of one customer, in the order of their times, lead from each to the next.
 */
export function segmentChanges(): Invariant {
  /** The last change of each customer: when, and to what. */
  const last = new Map<string, { at: number; to: unknown }>();
  return {
    name: 'every segment change has one document',
    onCommit({ writes }) {
      const told = writes.filter(({ collection }) => collection === 'segment_changes');
      const changed = writes.filter(hasChanged);
      for (const customer of changed) {
        const own = told.filter(
          ({ orgId, after }) => orgId === customer.orgId && after?.['customerId'] === customer.id,
        );
        const fault = own.length === 1 ? describes(own[0], customer) : `${own.length} documents tell of it`;
        if (fault !== undefined) return `the change of ${customer.path}: ${fault}`;
      }
      return told.map((change) => faultOf(change, changed, last)).find((fault) => fault !== undefined);
    },
  };
}

/** Whether a customer has another segment than before. Those whom the POS no longer has are in none, which is no change. */
function hasChanged({ collection, before, after }: LocatedWrite): boolean {
  if (collection !== 'customers' || before === undefined || after === undefined) return false;
  const to = after['segment'] ?? null;
  return to !== null && to !== before['segment'];
}

function describes(change: LocatedWrite | undefined, { before, after }: LocatedWrite): string | undefined {
  const facts = (names: Record<string, unknown>) => canonical(names);
  const said = facts({
    from: change?.after?.['from'],
    to: change?.after?.['to'],
    at: millis(change?.after?.['at']),
    reason: change?.after?.['reason'],
    totalSpent: change?.after?.['totalSpent'],
    orderCount: change?.after?.['orderCount'],
    previousOrderCount: change?.after?.['previousOrderCount'],
  });
  const is = facts({
    from: before?.['segment'],
    to: after?.['segment'],
    at: millis(after?.['segmentedAt']),
    reason: after?.['segmentReason'],
    totalSpent: after?.['totalSpent'],
    orderCount: after?.['orderCount'],
    previousOrderCount: before?.['orderCount'],
  });
  if (said !== is) return `${said} is told, and ${is} happened`;
  const figures = (data: Data | undefined) => canonicalFields(data ?? {}, DECIDING);
  const isSame = figures(before) === figures(after);
  const cause = change?.after?.['cause'];
  const fits = isSame ? cause !== 'order' : cause === 'order' || cause === 'repair';
  return fits
    ? undefined
    : `its cause is ${String(cause)}, and the figures are ${isSame ? 'the same' : 'others'}`;
}

function faultOf(
  { path, orgId, id, before, after }: LocatedWrite,
  changed: Commit['writes'],
  last: Map<string, { at: number; to: unknown }>,
): string | undefined {
  if (after === undefined) return `${path} was removed`;
  // A commit whose answer was lost is repeated by the client library, and changes nothing at all.
  if (before !== undefined)
    return canonical(before) === canonical(after) ? undefined : `${path} was written twice`;
  const { customerId, cause, from, to } = after;
  if (!changed.some((customer) => customer.orgId === orgId && customer.id === customerId))
    return `${path} tells of a change that isn't in its commit`;
  const at = millis(after['at']) ?? 0;
  if (id !== `${String(customerId)}_${new Date(at).toISOString()}`) return `${path} has an id of its own`;
  if (millis(after['expireAt']) !== at + 400 * DAY) return `${path} is kept for another time`;
  if (!CAUSES.includes(cause)) return `${path} has no cause`;
  const key = `${String(orgId)}/${String(customerId)}`;
  const previous = last.get(key);
  if (previous !== undefined && previous.at >= at) return `${path} is not later than the change before`;
  if (previous !== undefined && from !== null && previous.to !== from)
    return `${path} doesn't begin where the one before ended`;
  last.set(key, { at, to });
  return undefined;
}
