import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createClient, SyncSamError } from '../../../client/src/index';
import { changesSince } from '../../../client/examples/followSegmentChanges';
import { stopTexts, textAudience } from '../../../client/examples/marketingAudience';
import { wholeMenu } from '../../../client/examples/menu';
import { CALLABLES_NOW, CallableHarness } from '../../../functions/test/support/callables';
import { parseObject } from '../../../functions/test/support/json';
import { buildRoster } from '../../pos/worlds/builders';

const run = promisify(execFile);
const CLIENT = resolve(__dirname, '../../../client');

let harness: CallableHarness;
let baseUrl: string;
beforeAll(async () => {
  const world = buildRoster({ seed: 3, customers: 60, items: 12, shareWithEmail: 0.5, now: CALLABLES_NOW });
  harness = await CallableHarness.start([world]);
  await harness.sync();
  baseUrl = `${harness.suite.functions.url}/${harness.suite.project}/us-central1/`;
});
afterAll(() => harness.stop());

/** As the emulators take them: without a signature. */
function token(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: 'user-1', ...claims })}.`;
}

const member = (role: string) => createClient({ baseUrl, token: () => token({ role, orgId: 'org1' }) });

describe('the client', () => {
  it('calls, and follows pages to the end', async () => {
    const { customers, nextCursor } = await member('staff').call('listCustomers', { limit: 25 });
    expect([customers.length, nextCursor]).toEqual([25, expect.any(String)]);
    const ids: string[] = [];
    for await (const page of member('staff').pages('listCustomers', { limit: 25 }))
      ids.push(...page.customers.map(({ customerId }) => customerId));
    expect(new Set(ids).size).toBe(60);
  });

  it('says what is wrong by a stable code', async () => {
    const failure = member('staff').call('getCustomer', { customerId: 'nobody' });
    await expect(failure).rejects.toThrow(SyncSamError);
    await expect(failure).rejects.toMatchObject({
      status: 'NOT_FOUND',
      code: 'unknown_customer',
      isTransient: false,
    });
    const without = createClient({ baseUrl }).call('getSyncStatus', {});
    await expect(without).rejects.toMatchObject({ status: 'UNAUTHENTICATED', code: 'no_token' });
    await expect(createClient({ baseUrl }).publicMenu({ orgId: 'nobody' })).rejects.toMatchObject({
      code: 'unknown_menu',
    });
  });

  it('tells an answer that never came from one that refuses, and lets the caller give up', async () => {
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:9' });
    await expect(nowhere.call('getSyncStatus', {})).rejects.toMatchObject({
      code: 'network',
      isTransient: true,
    });
    const html = createClient({
      baseUrl,
      fetch: () => Promise.resolve(new Response('<html>', { status: 502 })),
    });
    await expect(html.call('getSyncStatus', {})).rejects.toMatchObject({ code: 'network' });
    const odd = createClient({
      baseUrl,
      fetch: () => Promise.resolve(Response.json({ odd: true }, { status: 503 })),
    });
    await expect(odd.call('getSyncStatus', {})).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      isTransient: true,
    });
    const signal = AbortSignal.abort(new Error('changed my mind'));
    await expect(member('staff').call('getSyncStatus', {}, { signal })).rejects.toThrow('changed my mind');
  });

  it('sends tokens of both kinds, renewed for each call', async () => {
    const sent: Headers[] = [];
    let calls = 0;
    const client = createClient({
      baseUrl,
      token: () => `token-${(calls += 1)}`,
      appCheckToken: () => Promise.resolve('app'),
      fetch: (_url, request) => {
        sent.push(new Headers(request?.headers));
        return Promise.resolve(Response.json({ result: { status: null } }));
      },
    });
    await client.call('getSyncStatus', {});
    await client.call('getSyncStatus', {});
    expect(sent.map((headers) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(sent[0]?.get('x-firebase-appcheck')).toBe('app');
  });
});

describe("the client's examples", () => {
  it('find an audience for texts, and respect a refusal', async () => {
    const manager = member('manager');
    const before = await textAudience(manager, 'loyal');
    expect([before.phones, before.leftOut.notGranted > 0]).toEqual([[], true]);
    const { customers } = await manager.call('listCustomers', { segment: 'loyal', limit: 100 });
    const [first, second] = customers.filter(({ phone }) => phone !== null);
    if (first === undefined || second === undefined)
      throw new Error('Two customers with a phone number are needed.');
    await manager.call('setCustomerConsent', {
      customerId: first.customerId,
      channel: 'sms',
      status: 'granted',
    });
    expect(await stopTexts(manager, second.customerId)).toBe(true);
    expect(await stopTexts(manager, 'nobody')).toBe(false);
    const after = await textAudience(manager, 'loyal');
    expect(after.phones).toEqual([first.phone]);
    expect(after.leftOut).toEqual({
      ...before.leftOut,
      denied: 1,
      notGranted: before.leftOut.notGranted - 2,
    });
  });

  it('follow segment changes without missing or repeating one', async () => {
    const staff = member('staff');
    const start = { since: '2026-01-01T00:00:00.000Z', seen: [] };
    const { changes, place } = await changesSince(staff, start);
    expect(changes.length).toBeGreaterThan(10);
    expect(await changesSince(staff, place)).toEqual({ changes: [], place });
    const one = harness.firestore.doc(`tenants/org1/customers/${changes[0]?.customerId}`);
    await one.update({ segment: changes[0]?.to === 'vip' ? 'new' : 'vip' });
    await member('manager').call('recomputeSegments', {});
    const next = await changesSince(staff, place);
    expect(next.changes).toMatchObject([{ customerId: changes[0]?.customerId, cause: 'repair' }]);
  });

  it("show a shop's menu without a token", async () => {
    const items = await wholeMenu(baseUrl, 'org1');
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]).toMatchObject({ id: expect.any(String), name: expect.any(String) });
  });
});

describe('the package', () => {
  it('builds to modules that Node and browsers load, with types, and has no dependencies', async () => {
    const dist = await mkdtemp(join(tmpdir(), 'sync-sam-client-'));
    const tsc = resolve(__dirname, '../../../functions/node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '-p', CLIENT, '--outDir', dist]);
    const files = await readdir(dist, { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['index.js', 'index.d.ts', 'contract/index.d.ts', 'documents/index.d.ts']),
    );
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { createClient, SyncSamError } from ${JSON.stringify(`file://${dist}/index.js`)};
       console.log(typeof createClient, new SyncSamError('A', 'b', 'c').code);`,
    ]);
    expect(stdout).toBe('function b\n');
    const manifest = parseObject(await readFile(join(CLIENT, 'package.json'), 'utf8'));
    expect([manifest['dependencies'], manifest['peerDependencies']]).toEqual([undefined, undefined]);
  });
});
