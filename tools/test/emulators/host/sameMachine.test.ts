import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { request } from 'node:http';
import { recordingLog } from '../recordingLog';
import { startSuite, type Suite } from '../../../emulators/suite';

let suite: Suite;
beforeAll(async () => {
  suite = await startSuite({
    project: 'demo-same-machine',
    schedules: false,
    log: recordingLog(),
    loadExports: () => Promise.resolve({ one: onMessagePublished('a-topic', () => undefined) }),
  });
});
afterAll(() => suite.stop());

/** `fetch` sets some of these headers itself. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(suite.functions.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, setHost: headers['host'] === undefined }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the local function host', () => {
  // Caught: pages of other sites that call the functions of a developer's machine with unsigned tokens.
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['no site (a sandboxed frame)', { origin: 'null' }],
    ['a site whose name leads here', { host: 'evil.example' }],
    ['a site whose name begins like this machine’s', { host: '127.0.0.1.evil.example' }],
    ['another site, without an origin', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses the browser of %s', async (_name, headers) => {
    for (const [path, method] of [
      ['/', 'GET'],
      ['/healthz', 'GET'],
      ['/schedules/schedulePosSync', 'POST'],
      ['/functions/projects/demo-same-machine/triggers/us-central1-syncOrders-0', 'POST'],
      ['/api/getSyncStatus', 'POST'],
    ] as const)
      expect([path, await statusOf(path, headers, method)]).toEqual([path, 403]);
  });

  it.each<[string, Record<string, string>]>([
    ['programs', {}],
    ['the console', { origin: 'http://127.0.0.1:5001', 'sec-fetch-site': 'same-origin' }],
    ['the console on a port of its own', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }],
    ['somebody who types the address', { 'sec-fetch-site': 'none', host: 'localhost:5001' }],
  ])('lets in %s', async (_name, headers) => {
    expect(await statusOf('/healthz', headers)).toBe(200);
  });
});
