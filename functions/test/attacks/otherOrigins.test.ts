import { callableNames } from '../../src/api/registry';
import { CallableHarness } from '../support/callables';

const CONSOLE = 'http://app.localhost:8080';
let harness: CallableHarness;
beforeAll(async () => {
  process.env['SYNC_CONSOLE_ORIGINS'] = ` ${CONSOLE} , https://console.example`;
  harness = await CallableHarness.start();
});
afterAll(async () => {
  delete process.env['SYNC_CONSOLE_ORIGINS'];
  await harness.stop();
});

const url = (name: string) => `${harness.suite.functions.url}/${harness.suite.project}/us-central1/${name}`;
const preflight = (name: string, origin: string) =>
  fetch(url(name), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  });

// Caught: callables that answer pages of any site.
it.each(callableNames)('%s is open to the console’s origins and to no other', async (name) => {
  const allowed = await preflight(name, CONSOLE);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(CONSOLE);
  for (const origin of [
    'http://evil.localhost',
    'http://app.localhost',
    'http://xapp.localhost:8080',
    'null',
  ]) {
    const refused = await preflight(name, origin);
    expect([null, CONSOLE]).toContain(refused.headers.get('access-control-allow-origin'));
    expect(refused.headers.get('access-control-allow-origin')).not.toBe(origin);
  }
});
