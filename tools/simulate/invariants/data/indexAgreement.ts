import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { documentIdOf, ITEMS, type Invariant, millis, posIdIn, type Scene } from '../invariant';

const COLLECTIONS: Readonly<Record<string, string>> = {
  customers: 'customers',
  orders: 'orders',
  spending: 'customer_spending',
  items: ITEMS,
};

const packed = z.object({ entries: z.array(z.array(z.unknown())) });

/** After every commit the packed index and the documents it describes say the same. */
export function indexAgreement({ store }: Scene): Invariant {
  const entriesOf = (orgId: string, stream: string): Map<string, unknown[]> => {
    const entries = new Map<string, unknown[]>();
    for (const shard of store.collection(`tenants/${orgId}/sync_index`).values()) {
      if (shard['stream'] !== stream || !(shard['entries'] instanceof Uint8Array)) continue;
      const content = packed.parse(JSON.parse(inflateRawSync(shard['entries']).toString()));
      for (const [key, ...entry] of content.entries) entries.set(String(key), entry);
    }
    return entries;
  };

  return {
    name: 'index and documents agree',
    onCommit({ writes }) {
      const touched = writes.find(({ collection }) => collection in COLLECTIONS_OR_INDEX);
      if (touched?.orgId == null) return undefined;
      const { orgId } = touched;
      const streams = Object.keys(COLLECTIONS).filter((stream) =>
        writes.some(({ collection, after, before }) =>
          collection === 'sync_index'
            ? (after ?? before)?.['stream'] === stream
            : collection === COLLECTIONS[stream] && (after === undefined) !== (before === undefined),
        ),
      );
      for (const stream of streams) {
        const entries = entriesOf(orgId, stream);
        const documents = store.collection(`tenants/${orgId}/${COLLECTIONS[stream] ?? ''}`);
        for (const [id, document] of documents) {
          const key = stream === 'spending' ? id : posIdIn(id);
          if (key === undefined) continue;
          const entry = entries.get(key);
          if (entry === undefined) return `${orgId}: the ${stream} index knows nothing of ${id}`;
          entries.delete(key);
          if (stream === 'customers' && entry[1] !== document['email'])
            return `${orgId}: the index has another address for ${id}`;
          if (stream === 'customers' && (entry[3] ?? null) !== millis(document['goneSince']))
            return `${orgId}: the index and the document differ about whether ${id} is gone`;
          if (stream !== 'orders') continue;
          const [, customer, , cents, at, counts] = entry;
          const told = [documentIdOf(String(customer)), cents, at, counts === 1];
          const said = [
            document['customerId'],
            Math.round(Number(document['total']) * 100),
            millis(document['orderDate']),
            document['counts'],
          ];
          if (told.join() !== said.join())
            return `${orgId}: the index says ${told.join()} of ${id}, the document ${said.join()}`;
        }
        const [missing] = entries.keys();
        if (missing !== undefined)
          return `${orgId}: the ${stream} index knows ${missing}, which has no document`;
      }
      return undefined;
    },
  };
}

const COLLECTIONS_OR_INDEX: Readonly<Record<string, true>> = Object.fromEntries(
  [...Object.values(COLLECTIONS), 'sync_index'].map((name) => [name, true as const]),
);
