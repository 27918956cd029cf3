import { type DocumentData, FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { decodePathSegment } from '../../rules/identity/pathSegment';
import { idsWithPrefix } from '../../platform/firestore/idsWithPrefix';
import type { CustomerEntry, IndexEntry, OrderEntry } from '../../packedIndex/streams';
import { paths } from '../../documents/paths';
import { says } from '../../documents/storedHash';
import { quarantineHash, storablePayload } from '../../sync/records/quarantinedRow';
import { storedDate } from '../../platform/firestore/timestamp';
import { erasedCustomers, keptOfCustomerRow, keptOfOrderRow } from '../../sync/records/erasedCustomers';
import type { CommittingQuarantine } from '../../sync/records/committingQuarantine';
import type { CommittingWriter } from '../../sync/records/committingWriter';
import type { StageContext } from '../../sync/stages/stage';

/** Rows without an id are kept by a hash of what they hold, after this. */
const WITHOUT_ID = '~';

/**
 * Takes from the payloads of quarantined rows what is or can be an erased customer's: all of it if a row is theirs or names nobody, else
 * every text that can be. What is wrong with them stays. The erased customers' own rows go with the records. One read a quarantined
 * row of the customers and of the orders.
 *
 * @returns Whether all have been looked at.
 */
export async function eraseFromQuarantine(
  context: StageContext,
  writers: { customers: CommittingWriter<CustomerEntry>; orders: CommittingWriter<OrderEntry> },
  isTimeUp: () => boolean,
): Promise<boolean> {
  const { customers, orders } = writers;
  const erased = erasedCustomers(customers.index, true);
  for await (const { key, data } of payloads(context, 'customers')) {
    const posId = key.startsWith(WITHOUT_ID) ? null : key;
    const kept = keptOfCustomerRow({ posId, payload: asReceived(data['payload']) }, erased.any);
    keepOnly(context, customers.quarantine, key, data, kept);
    await customers.drain();
    if (isTimeUp()) return false;
  }
  await customers.flush();
  for await (const { key, data } of payloads(context, 'orders')) {
    await orders.index.loadFor([key]);
    const owner = orders.index.entry(key)?.posCustomerId ?? null;
    const posId = key.startsWith(WITHOUT_ID) ? null : key;
    const kept = keptOfOrderRow({ posId, payload: asReceived(data['payload']) }, owner, erased);
    keepOnly(context, orders.quarantine, key, data, kept);
    await orders.drain();
    if (isTimeUp()) return false;
  }
  await orders.flush();
  return true;
}

/** A stream's rows in quarantine that have a payload. */
async function* payloads(
  { database, tenant, limits }: StageContext,
  stream: 'customers' | 'orders',
): AsyncGenerator<{ key: string; data: DocumentData }> {
  const pageSize = limits.page.erasedQuarantine;
  const start = `${stream}_`;
  const collection = database.collection(paths.quarantine(tenant.orgId));
  const rows = idsWithPrefix(collection, start).orderBy(FieldPath.documentId()).limit(pageSize);
  for (let last: string | undefined; ;) {
    const { docs } = await database.query(last === undefined ? rows : rows.startAfter(last));
    for (const snapshot of docs) {
      if ((snapshot.get('payload') ?? null) === null) continue;
      yield { key: decodePathSegment(snapshot.id.slice(start.length)), data: snapshot.data() };
    }
    last = docs.at(-1)?.id;
    if (docs.length < pageSize) return;
  }
}

/** Writes a row with what may be kept of its payload, unless it is so already. */
function keepOnly(
  { run, limits }: StageContext,
  quarantine: Pick<CommittingQuarantine<IndexEntry>, 'put'>,
  key: string,
  data: DocumentData,
  kept: unknown,
): void {
  const payload = storablePayload(kept, limits.quarantine);
  if (says(data, { payload })) return;
  const row = z
    .object({
      issues: z.array(z.object({ path: z.string(), message: z.string() })).catch([]),
      count: z.int().catch(1),
      firstSeenAt: storedDate.catch(run.startedAt),
      lastSeenAt: storedDate.catch(run.startedAt),
    })
    .parse(data);
  const entry = {
    hash: quarantineHash(row.issues, kept),
    count: row.count,
    firstSeenAt: row.firstSeenAt.getTime(),
    lastSeenAt: row.lastSeenAt.getTime(),
  };
  quarantine.put(key, entry, { ...data, payload });
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
