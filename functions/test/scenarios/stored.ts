import type { PipelineHarness } from '../support/pipeline';
import type { Oracle, Spending } from '../../../tools/oracle/oracle';

type Fields = Record<string, unknown>;

/** A collection of a shop by document id, with Timestamps as Dates. */
export async function stored(
  harness: Pick<PipelineHarness, 'documents'>,
  collection: string,
  orgId = 'org1',
): Promise<Record<string, Fields>> {
  const documents = await harness.documents(collection, orgId);
  return mapValues(documents, (fields) => mapValues(fields, plain));
}

export const ITEMS = 'publicViews/products/items';

/** A stored value with every Timestamp as a Date. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toDate' in value && typeof value.toDate === 'function') return Reflect.apply(value.toDate, value, []);
  return mapValues(Object.fromEntries(Object.entries(value)), plain);
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** One field of every document of a collection, by document id: reading only that is quick also for thousands. */
export async function column(
  harness: PipelineHarness,
  collection: string,
  field: string,
  orgId = 'org1',
): Promise<Map<string, unknown>> {
  const { docs } = await harness.server.firestore
    .collection(`tenants/${orgId}/${collection}`)
    .select(field)
    .get();
  return new Map(docs.map((snapshot) => [snapshot.id, plain(snapshot.get(field))]));
}

/** The latest run of a shop, with Dates. */
export async function lastRun(harness: PipelineHarness, orgId = 'org1'): Promise<Fields> {
  const run = (await harness.runs(orgId)).at(-1);
  if (run === undefined) throw new Error(`${orgId} has had no run yet`);
  return mapValues(run, plain);
}

/** A shop's `sync_status/pos`, with Dates. */
export async function statusOf(harness: PipelineHarness, orgId = 'org1'): Promise<Fields> {
  return mapValues(await harness.status(orgId), plain);
}

/** The paths of the documents that `work` writes or deletes, without the record of the run. */
export async function dataWrites(harness: PipelineHarness, work: () => Promise<void>): Promise<string[]> {
  const paths: string[] = [];
  const stop = harness.server.onChange(({ path }) => paths.push(path));
  await work();
  stop();
  return paths.filter((path) => !/\/(?:sync_status|sync_runs|sync_index)\//.test(path));
}

const UNKNOWN = { status: 'unknown', by: null, at: null };
/** The consent of a customer that nobody has set it for; a sync never does. */
const NEVER_ASKED = { sms: UNKNOWN, email: UNKNOWN };

/** Every document of a shop (customers, orders, spending, menu) as the oracle sees it. */
export function expectedDocuments(
  oracle: Oracle,
  orgId: string,
  now: Date,
): Record<string, Record<string, Fields>> {
  const spending = oracle.spending();
  const segments = oracle.segments(now);
  return {
    customers: Object.fromEntries(
      [...oracle.customers].map(([id, customer]) => [
        `alleaves_${id}`,
        {
          orgId,
          source: 'alleaves',
          ...customer,
          ...derived(spending.get(`cid_${id}`)),
          segment: segments.get(id) ?? null,
          goneSince: oracle.gone.get(id) ?? null,
          consent: NEVER_ASKED,
        },
      ]),
    ),
    orders: Object.fromEntries(
      [...oracle.orders].map(([id, { customer, totalCents, ...order }]) => [
        `alleaves_${id}`,
        { orgId, source: 'alleaves', ...order, customerId: `alleaves_${customer}`, total: totalCents / 100 },
      ]),
    ),
    customer_spending: Object.fromEntries(
      [...spending].map(([key, totals]) => {
        const [only, ...others] = totals.customerIds;
        return [key, { orgId, customerId: others.length === 0 ? only : null, ...totals }];
      }),
    ),
    [ITEMS]: Object.fromEntries(
      [...oracle.items].map(([id, item]) => [`alleaves_${id}`, { orgId, source: 'pos', ...item }]),
    ),
  };
}

function derived(totals: Spending | undefined): Fields {
  const given: Partial<Spending> = totals ?? {};
  const { totalSpent = 0, orderCount = 0, avgOrderValue = 0 } = given;
  const {
    firstOrderDate = null,
    lastOrderDate = null,
    usualDaysBetweenOrders = null,
    overdueAt = null,
  } = given;
  return {
    ...{ totalSpent, orderCount, avgOrderValue, firstOrderDate, lastOrderDate },
    ...{ usualDaysBetweenOrders, overdueAt },
  };
}

/** What a sync adds that the oracle doesn't foretell. */
const OWN_FIELDS = [
  'updatedAt',
  'changeShard',
  'createdAt',
  'segmentReason',
  'segmentedAt',
  'segmentDueAt',
  'tags',
  'notes',
];

/** The stored documents in the form of {@link expectedDocuments}. */
export async function storedDocuments(
  harness: Pick<PipelineHarness, 'documents'>,
  orgId = 'org1',
): Promise<Record<string, Record<string, Fields>>> {
  const collections = ['customers', 'orders', 'customer_spending', ITEMS];
  const read = async (collection: string) =>
    mapValues(await stored(harness, collection, orgId), (fields) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN_FIELDS.includes(name))),
    );
  return Object.fromEntries(
    await Promise.all(collections.map(async (collection) => [collection, await read(collection)] as const)),
  );
}
