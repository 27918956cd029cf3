import { addBilled } from '../../../functions/src/rules/money/pricing';
import { isBookkeeping, isData } from '../observations/changeRecorder';
import type { Checklist } from './checklist';
import type { TickFigures } from '../observations/figures';
import { histogramOf, type Expectation } from '../oracle/expectation';
import type { Stored } from '../observations/stored';
import type { Tick } from '../observations/tick';

/** Why a check is skipped. */
const NO_BILL = "this Firestore doesn't count what it bills";

/** What must hold after every tick, whatever it had to do. */
export function checkTick(checklist: Checklist, tick: Tick, figures: TickFigures): void {
  const { name, tenants } = figures;
  const bookkeeping = tick.changes.filter(isBookkeeping);
  const others = tick.changes.filter((change) => !isData(change) && !isBookkeeping(change));
  checklist.equal(`${name}: nothing is written outside the documented collections`, others.length, 0);
  const billed = `${name}: every write the server billed changed a document`;
  const metered = `${name}: the runs' own meters add up to what the server billed`;
  // A write that changes nothing is billed and raises no change.
  if (tick.server === null) checklist.skip(billed, NO_BILL);
  else
    checklist.equal(billed, tick.server.writes + tick.server.deletes, tick.dataWrites + bookkeeping.length);
  // The scheduled function reads each tenant's document once.
  const schedule = { reads: tenants.length, writes: 0, deletes: 0 };
  const claimed = tenants.reduce(
    (sum, { reads, writes, deletes }) => addBilled(sum, { reads, writes, deletes }),
    schedule,
  );
  if (tick.server === null) checklist.skip(metered, NO_BILL);
  else checklist.equal(metered, claimed, tick.server);
  const spendingChanges = tick.changes.filter(({ collection }) => collection === 'customer_spending').length;
  checklist.equal(
    `${name}: one trigger event for each changed spending document`,
    tick.triggerEvents,
    spendingChanges,
  );
}

/** What Firestore holds for one tenant must be what the point of sale says, worked out independently. */
export function checkStored(
  checklist: Checklist,
  label: string,
  tick: Tick,
  orgId: string,
  stored: Stored,
  expected: Expectation,
): void {
  const of = (what: string): string => `${label}, ${orgId}: ${what}`;
  checklist.equal(of('number of customers'), stored.customers.size, expected.customers.size);
  checklist.equal(of('number of orders'), stored.orders.count, expected.orders.count);
  checklist.equal(of('cents of all orders'), stored.orders.cents, expected.orders.cents);
  checklist.sameEntries(of('segment and spending of every customer'), stored.customers, expected.customers);
  checklist.sameEntries(of('every spending document'), stored.spending, expected.spending);
  checklist.equal(of('cents of all spending'), spentByCustomers(stored), spentByCustomers(expected));
  checklist.equal(of('number of products'), stored.products, expected.products);
  const segments = histogram(stored);
  checklist.equal(of('segment histogram'), segments, histogram(expected));
  checklist.sameEntries(
    of('the changes of segments lead to the segment of every customer'),
    new Map([...stored.toldSegments].filter(([, segment]) => segment !== 'new')),
    changedSegments(expected),
  );
  const recorded = tick.runs.get(orgId)?.recorded;
  checklist.equal(of('sync_status counts what is stored'), recorded, {
    customers: stored.customers.size,
    orders: stored.orders.count,
    products: stored.products,
    segments,
  });
}

/** A sync that found nothing changed. */
export function checkNothingWritten(
  checklist: Checklist,
  { name, dataWrites, triggerEvents }: TickFigures,
): void {
  checklist.equal(`${name}: 0 data writes`, dataWrites, 0);
  checklist.equal(`${name}: 0 trigger events`, triggerEvents, 0);
}

function histogram({ customers }: Expectation) {
  return histogramOf([...customers.values()].map(({ segment }) => segment));
}

/** Every customer begins as new; by POS customer id. */
function changedSegments({ customers }: Expectation): Map<string, string> {
  return new Map(
    [...customers].flatMap(([id, { segment }]) => (segment === 'new' ? [] : [[id, segment] as const])),
  );
}

/** Of the documents of single customers; those of addresses hold the same money once more. */
function spentByCustomers({ spending }: Expectation): number {
  let sum = 0;
  for (const [key, { cents }] of spending) if (key.startsWith('cid_')) sum += cents;
  return sum;
}
