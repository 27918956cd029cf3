import { type DocumentData, FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { decodePathSegment } from '../../domain/pathSegment';
import { idsWithPrefix } from '../../firestore/idsWithPrefix';
import type { CustomerEntry, IndexEntry, OrderEntry } from '../../firestore/packedIndex/streams';
import { paths } from '../../firestore/paths';
import { quarantineHash } from '../../firestore/quarantine';
import { storedDate } from '../../firestore/timestamp';
import { erasedCustomers, mayKeepOrderRow } from '../erasedCustomers';
import type { RecordWriter } from '../recordWriter';
import type { StageContext } from '../stage';

/** Payloads have up to 64 KiB each. */
const PAGE = 100;

/** Rows without an id are kept by a hash of what they hold, after this. */
const WITHOUT_ID = '~';

/**
 * Empties the payloads of quarantined rows that are an erased customer's or can be, because they name nobody; what is wrong with
 * them stays. The rows of customers themselves go with the records. One read a quarantined row of the orders, and of the customers
 * without an id.
 *
 * @returns Whether all have been looked at.
 */
export async function eraseFromQuarantine(
  context: StageContext,
  writers: { customers: RecordWriter<CustomerEntry>; orders: RecordWriter<OrderEntry> },
  isTimeUp: () => boolean,
): Promise<boolean> {
  const { customers, orders } = writers;
  const erased = erasedCustomers(customers.index);
  for await (const { key, data } of payloads(context, 'customers', WITHOUT_ID)) {
    emptyPayload(context, customers, key, data);
    await customers.drain();
    if (isTimeUp()) return false;
  }
  await customers.flush();
  for await (const { key, data } of payloads(context, 'orders', '')) {
    await orders.index.loadFor([key]);
    const owner = orders.index.entry(key)?.posCustomerId ?? null;
    if (mayKeepOrderRow({ payload: asReceived(data['payload']) }, owner, erased)) continue;
    emptyPayload(context, orders, key, data);
    await orders.drain();
    if (isTimeUp()) return false;
  }
  await orders.flush();
  return true;
}

/** A stream's rows in quarantine that have a payload, from those whose keys begin with `prefix`. */
async function* payloads(
  { database, tenant }: StageContext,
  stream: 'customers' | 'orders',
  prefix: string,
): AsyncGenerator<{ key: string; data: DocumentData }> {
  const start = `${stream}_`;
  const collection = database.collection(paths.quarantine(tenant.orgId));
  const rows = idsWithPrefix(collection, start + prefix)
    .orderBy(FieldPath.documentId())
    .limit(PAGE);
  for (let last: string | undefined; ;) {
    const { docs } = await database.query(last === undefined ? rows : rows.startAfter(last));
    for (const snapshot of docs) {
      if ((snapshot.get('payload') ?? null) === null) continue;
      yield { key: decodePathSegment(snapshot.id.slice(start.length)), data: snapshot.data() };
    }
    last = docs.at(-1)?.id;
    if (docs.length < PAGE) return;
  }
}

function emptyPayload(
  { run }: StageContext,
  writer: Pick<RecordWriter<IndexEntry>, 'putQuarantined'>,
  key: string,
  data: DocumentData,
): void {
  const row = z
    .object({
      issues: z.array(z.object({ path: z.string(), message: z.string() })).catch([]),
      count: z.int().catch(1),
      firstSeenAt: storedDate.catch(run.startedAt),
      lastSeenAt: storedDate.catch(run.startedAt),
    })
    .parse(data);
  const entry = {
    hash: quarantineHash(row.issues, null),
    count: row.count,
    firstSeenAt: row.firstSeenAt.getTime(),
    lastSeenAt: row.lastSeenAt.getTime(),
  };
  writer.putQuarantined(key, entry, { ...data, payload: null });
}

/** A payload that Firestore could not hold is kept as its JSON text, cut where it was too long. */
function asReceived(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
