import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onCall } from 'firebase-functions/v2/https';
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { Wiring } from '../../../simulate/runtime/wiring';

const nothing = () => undefined;
const wiring = new Wiring({
  first: onMessagePublished({ topic: 'news', retry: true }, nothing),
  second: onMessagePublished({ topic: 'news' }, nothing),
  created: onDocumentCreated({ document: 'tenants/{orgId}/notes/{noteId}', retry: true }, nothing),
  hourly: onSchedule({ schedule: '20 * * * *', retryCount: 3 }, nothing),
  asked: onCall(nothing),
  version: '1.0',
});

describe('the wiring of functions', () => {
  it('is what they declare: topics with their subscribers', () => {
    expect(wiring.topics).toEqual(['news']);
    expect(wiring.subscribersOf('news')).toEqual([
      { name: 'first', retry: true },
      { name: 'second', retry: false },
    ]);
    expect(wiring.subscribersOf('new')).toEqual([]);
  });

  it('raises events for the writes that functions listen to', () => {
    const created = { path: 'tenants/org1/notes/7', before: undefined, after: { text: 'a' } };
    const updated = { ...created, before: { text: 'b' } };
    const elsewhere = { ...created, path: 'tenants/org1/orders/7' };
    expect(wiring.eventsOf([updated, elsewhere, created])).toEqual([
      { name: 'created', retry: true, params: { orgId: 'org1', noteId: '7' }, write: created },
    ]);
  });

  it('knows when scheduled functions are due', () => {
    const at = (time: string) => Date.parse(`2026-10-27T${time}:00Z`);
    expect(wiring.dueBetween(at('09:00'), at('11:20'))).toEqual([
      { name: 'hourly', at: at('09:20'), retryCount: 3 },
      { name: 'hourly', at: at('10:20'), retryCount: 3 },
    ]);
    expect(wiring.dueBetween(at('09:20'), at('09:21'))).toHaveLength(1);
  });
});
