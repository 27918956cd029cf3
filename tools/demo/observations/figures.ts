import { addBilled, type BilledOperations, costInDollars } from '../../../functions/src/rules/money/pricing';
import { isData, netChanges, type ChangeKind, type RecordedChange } from './changeRecorder';
import { histogramOf, type Histogram } from '../oracle/expectation';
import type { RunRecord } from './run';
import type { Stored } from './stored';
import type { Tick } from './tick';

/** More changed documents than this are counted and not listed. */
const MAX_LISTED_CHANGES = 100;

interface ListedChange {
  kind: ChangeKind;
  path: string;
}

/** One tenant after one tick. Operations are those of the run and of the triggers that followed from it. */
export interface TenantFigures extends BilledOperations {
  orgId: string;
  customers: number;
  orders: number;
  spendingDocuments: number;
  products: number;
  quarantined: number;
  segments: Histogram;
  dollars: number;
  /** From the run's start to its end. */
  seconds: number;
  /** Committed changes of data documents. */
  dataWrites: number;
  /** Every data document that was added, updated or deleted, where these are few. */
  changes?: ListedChange[];
}

export interface TickFigures {
  name: string;
  tenants: TenantFigures[];
  triggerEvents: number;
  dataWrites: number;
  seconds: number;
}

/**
 * What the segments' trigger was billed for one tenant: three reads for each `cid_` document that changed, a write for each
 * customer that it changed, which are those that the sync itself did not write, and one for each change of a segment.
 */
function triggersBilled(changes: readonly RecordedChange[], run: RunRecord): BilledOperations {
  const events = changes.filter(
    ({ collection, path }) => collection === 'customer_spending' && /\/cid_[^/]*$/.test(path),
  );
  const customers = changes.filter(({ collection }) => collection === 'customers');
  const segments = changes.filter(({ collection }) => collection === 'segment_changes');
  const writes = customers.length - run.customersSynced + segments.length;
  return { reads: 3 * events.length, writes, deletes: 0 };
}

/** @param run Undefined where the tenant's run failed; nothing is known of its operations then. */
export function tenantFigures(orgId: string, tick: Tick, stored: Stored): TenantFigures {
  const changes = tick.changes.filter((change) => change.orgId === orgId);
  const data = changes.filter(isData);
  const run = tick.runs.get(orgId);
  const billed = run
    ? addBilled(run.billed, triggersBilled(changes, run))
    : { reads: 0, writes: 0, deletes: 0 };
  const net = [...netChanges(data)].map(([path, kind]) => ({ kind, path }));
  return {
    orgId,
    customers: stored.customers.size,
    orders: stored.orders.count,
    spendingDocuments: stored.spending.size,
    products: stored.products,
    quarantined: stored.quarantined.length,
    segments: histogramOf([...stored.customers.values()].map(({ segment }) => segment)),
    ...billed,
    dollars: costInDollars(billed),
    seconds: run?.seconds ?? 0,
    dataWrites: data.length,
    ...(net.length <= MAX_LISTED_CHANGES && { changes: net }),
  };
}
