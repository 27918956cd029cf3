import { callableNames } from '../../src/api/registry';
import { CallableHarness, operator } from '../support/callables';

const BODY = JSON.stringify({ data: { orgId: 'org1' } });

let harness: CallableHarness;
beforeAll(async () => {
  // Firebase's own lines about what is no call; its logger keeps the console that it finds when it is loaded.
  jest.spyOn(console, 'error').mockReturnValue();
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

/** Runs work, and says how many documents it read. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  const before = harness.stats().reads;
  await work();
  return harness.stats().reads - before;
}

it.each(callableNames)('%s takes no credentials but a bearer token', async (name) => {
  const reads = await readsOf(async () => {
    for (const authorization of ['Basic b3BlcmF0b3I6', 'Bearer', 'owner'])
      expect(await harness.exchange(name, BODY, null, { authorization })).toMatchObject({ status: 401 });
  });
  expect(reads).toBe(0);
});

it.each(callableNames)('%s is called by POST with JSON alone', async (name) => {
  const url = `${harness.suite.functions.url}/${harness.suite.project}/us-central1/${name}`;
  const reads = await readsOf(async () => {
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await fetch(`${url}?data={}`, { method })).status).toBe(400);
    const type = { 'content-type': 'text/plain' };
    expect(await harness.exchange(name, BODY, operator, type)).toMatchObject({ status: 400 });
  });
  expect(reads).toBe(0);
});

describe('with App Check enforced', () => {
  beforeAll(async () => {
    const { useContext } = await import('../../src/functions/composition');
    const { context } = harness;
    useContext({ ...context, settings: { ...context.settings, enforceAppCheck: true } });
  });
  afterAll(async () => (await import('../../src/functions/composition')).useContext(harness.context));

  it.each(callableNames)('%s refuses any caller without a token of the app', async (name) => {
    const reads = await readsOf(async () => {
      const { status, text } = await harness.exchange(name, BODY, operator);
      expect(status).toBe(401);
      expect(text).toContain('"no_app_check"');
    });
    expect(reads).toBe(0);
  });

  it('lets the app in', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: '1:2:web:3' })}.`;
    const answer = await harness.exchange('getSyncStatus', BODY, operator, { 'x-firebase-appcheck': token });
    expect(answer.status).toBe(200);
  });
});
