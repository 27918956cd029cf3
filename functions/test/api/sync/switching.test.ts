import { CallableHarness, manager, operator, staff } from '../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

const statusOf = async (orgId: string): Promise<unknown> =>
  (await harness.firestore.doc(`tenants/${orgId}`).get()).get('pos.status');

describe('pauseSync and resumeSync', () => {
  it('turn a tenant off and on, and say whether that changed anything', async () => {
    expect(await harness.call('pauseSync', {}, manager('org1'))).toEqual({
      status: 200,
      result: { changed: true },
    });
    expect(await harness.call('pauseSync', {}, manager('org1'))).toMatchObject({
      result: { changed: false },
    });
    expect(await statusOf('org1')).toBe('paused');
    expect(await statusOf('org2')).toBe('active');
    expect(await harness.call('resumeSync', { orgId: 'org1' }, operator)).toMatchObject({
      result: { changed: true },
    });
    expect(await statusOf('org1')).toBe('active');
  });

  it('keep the tenant’s other settings', async () => {
    const before = await harness.document('tenants/org2');
    await harness.call('pauseSync', {}, manager('org2'));
    await harness.call('resumeSync', {}, manager('org2'));
    expect(await harness.document('tenants/org2')).toEqual(before);
  });

  it('say so where there is no such tenant, to those who may know', async () => {
    expect(await harness.call('pauseSync', { orgId: 'nobody' }, operator)).toMatchObject({
      status: 404,
      error: { status: 'NOT_FOUND', details: { code: 'unknown_tenant' } },
    });
    expect(await harness.call('pauseSync', { orgId: 'nobody' }, manager('org1'))).toMatchObject({
      status: 403,
    });
    expect(await harness.call('pauseSync', {}, staff('org1'))).toMatchObject({ status: 403 });
  });
});

describe('getSyncStatus', () => {
  it('tells of a tenant that never began, and of one that synced', async () => {
    expect(await harness.call('getSyncStatus', {}, staff('org1'))).toEqual({
      status: 200,
      result: { status: null },
    });
    await harness.sync('org1');
    expect(await harness.call('getSyncStatus', {}, staff('org1'))).toMatchObject({
      result: { status: { state: 'succeeded', run: null } },
    });
  });
});
