import { request } from 'node:http';
import { EventReceiver } from '../../../emulators/hidane/eventReceiver';
import type { CloudEvent } from '../../../emulators/functions/events';

let receiver: EventReceiver;
let host: string;

beforeEach(async () => {
  receiver = new EventReceiver();
  host = await receiver.start();
});
afterEach(() => receiver.stop());

/** Posts as hidane does: raw UTF-8 in the headers, the payload as base64. Returns the status of the answer. */
function post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  const raw = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Buffer.from(value).toString('latin1'),
  ]);
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: Object.fromEntries(raw) };
    request(`http://${host}${path}`, options, (response) => resolve(response.resume().statusCode ?? 0))
      .once('error', reject)
      // Node would encode the headers as it does a text beside them.
      .end(Buffer.from(body));
  });
}

describe('EventReceiver', () => {
  it('hands an event on as Node reads it, to whom its trigger is, and answers at once', async () => {
    const events: CloudEvent[] = [];
    receiver.receive('demo-a', 'us-central1-f-0', (event) => void events.push(event));
    const headers = {
      'ce-id': '7',
      'ce-type': 'written',
      'ce-document': 'tenants/é',
      'content-type': 'application/protobuf',
    };
    expect(await post('/functions/projects/demo-a/triggers/us-central1-f-0', headers, 'AAEC')).toBe(200);
    expect(events).toEqual([
      expect.objectContaining({
        id: '7',
        type: 'written',
        document: 'tenants/\u00c3\u00a9',
        datacontenttype: 'application/protobuf',
        data: Buffer.from([0, 1, 2]),
      }),
    ]);
  });

  it('knows only triggers that were asked for, and none any more that has ended', async () => {
    const end = receiver.receive('demo-a', 'one', () => undefined);
    expect(await post('/functions/projects/demo-a/triggers/one', {}, '')).toBe(200);
    expect(await post('/functions/projects/demo-b/triggers/one', {}, '')).toBe(404);
    expect(await post('/elsewhere', {}, '')).toBe(404);
    end();
    expect(await post('/functions/projects/demo-a/triggers/one', {}, '')).toBe(404);
    expect(receiver.worker.isIdle()).toBe(true);
  });
});
