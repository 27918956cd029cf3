import type { Data, StoredWrite } from './store';
import type { Message } from './pubsub';
import type { Subject } from './subject';

/** The functions that topics belong to (design §1). */
const SUBSCRIBERS: Readonly<Record<string, keyof Subject['functions']>> = {
  'pos-sync-tenant': 'syncCustomers',
  'pos-sync-orders': 'syncOrders',
  'pos-sync-spending': 'computeSpending',
  'pos-sync-products': 'syncProducts',
  'pos-sync-status': 'recordSyncStatus',
  'pos-sync-dead-letter': 'storeDeadLetter',
};

/** @throws RangeError for a topic that nobody listens to. */
export function subscriberOf(topic: string): keyof Subject['functions'] {
  const name = SUBSCRIBERS[topic];
  if (name === undefined) throw new RangeError(`No function listens to ${topic}.`);
  return name;
}

/** The event that a message arrives as. */
export function messageEvent({ id, text, publishedAt }: Message) {
  const time = publishedAt.toISOString();
  const data = Buffer.from(text).toString('base64');
  return {
    id,
    time,
    data: { subscription: 'simulated', message: { messageId: id, publishTime: time, data } },
  };
}

/** The tenant that a message is about; null for a dead letter, which is kept outside tenants, and for what is no message. */
export function tenantOf({ topic, text }: Message): string | null {
  if (topic === 'pos-sync-dead-letter') return null;
  try {
    const content: unknown = JSON.parse(text);
    const orgId: unknown =
      typeof content === 'object' && content !== null ? Reflect.get(content, 'orgId') : null;
    return typeof orgId === 'string' ? orgId : null;
  } catch {
    return null;
  }
}

/** A change of a spending document on its way to its trigger. */
export interface SpendingChange extends StoredWrite {
  orgId: string;
  spendingKey: string;
}

const SPENDING = /^tenants\/([^/]+)\/customer_spending\/([^/]+)$/;

/** The changes among writes that raise a trigger event. */
export function spendingChanges(writes: readonly StoredWrite[]): SpendingChange[] {
  return writes.flatMap((write) => {
    const [, orgId, spendingKey] = SPENDING.exec(write.path) ?? [];
    return orgId === undefined || spendingKey === undefined ? [] : [{ ...write, orgId, spendingKey }];
  });
}

/** The event that a change arrives as, with the document before and after. */
export function changeEvent({ orgId, spendingKey, path, before, after }: SpendingChange) {
  const side = (data: Data | undefined) => ({ exists: data !== undefined, data: () => data, ref: { path } });
  return { params: { orgId, spendingKey }, data: { before: side(before), after: side(after) } };
}
