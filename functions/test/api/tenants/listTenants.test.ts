import { CallableHarness, manager, operator, staff } from '../../support/callables';

let harness: CallableHarness;

beforeAll(async () => {
  harness = await CallableHarness.start();
  await harness.firestore.doc('tenants/org3').set({ name: 'Third', pos: { provider: 'unknown' } });
  await harness.firestore.doc('tenants/org4').set({ note: 'made by hand' });
  await harness.firestore.doc('tenants/org2').update({
    'pos.status': 'paused',
    'pos.timeZone': 'Europe/Berlin',
  });
});
afterAll(() => harness.stop());

const org1 = { orgId: 'org1', name: 'org1', timeZone: 'America/New_York', syncStatus: 'active' };

describe('listTenants', () => {
  it("answers a tenant's people with their own tenant, named or not", async () => {
    const expected = { tenants: [org1], nextCursor: null };
    expect((await harness.call('listTenants', {}, staff('org1'))).result).toEqual(expected);
    expect((await harness.call('listTenants', { orgId: 'org1' }, staff('org1'))).result).toEqual(expected);
  });

  it('refuses to speak of another tenant', async () => {
    expect((await harness.call('listTenants', { orgId: 'org2' }, manager('org1'))).status).toBe(403);
  });

  it('lists all to operators in pages, also those whose settings are malformed', async () => {
    const first = await harness.call('listTenants', { limit: 2 }, operator);
    expect(first.result?.['tenants']).toEqual([
      org1,
      { orgId: 'org2', name: 'org2', timeZone: 'Europe/Berlin', syncStatus: 'paused' },
    ]);
    const rest = await harness.call(
      'listTenants',
      { limit: 2, cursor: first.result?.['nextCursor'] },
      operator,
    );
    expect(rest.result).toEqual({
      tenants: [
        { orgId: 'org3', name: 'Third', timeZone: 'America/New_York', syncStatus: null },
        { orgId: 'org4', name: null, timeZone: 'America/New_York', syncStatus: null },
      ],
      nextCursor: null,
    });
  });

  it('finds no tenant that is not there', async () => {
    const { result } = await harness.call('listTenants', { orgId: 'nowhere' }, operator);
    expect(result).toEqual({ tenants: [], nextCursor: null });
  });

  it('refuses a cursor that it did not give', async () => {
    const { error } = await harness.call('listTenants', { cursor: 'x' }, operator);
    expect(error?.details?.code).toBe('bad_cursor');
  });
});
