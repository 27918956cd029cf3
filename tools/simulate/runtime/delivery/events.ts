import type { Data } from '../firestore/store';
import type { Message } from './pubsub';
import type { DocumentEvent } from '../wiring';

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

/** The event that a change arrives as, with the document before and after. */
export function changeEvent({ params, write: { path, before, after } }: DocumentEvent) {
  const side = (data: Data | undefined) => ({ exists: data !== undefined, data: () => data, ref: { path } });
  return { params, data: { before: side(before), after: side(after) } };
}
