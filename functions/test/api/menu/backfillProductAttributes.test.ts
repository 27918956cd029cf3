import { World } from '../../../../tools/pos/world';
import { batchRow } from '../../scenarios/rows';
import { CallableHarness, manager, operator, staff } from '../../support/callables';

let harness: CallableHarness;
const thc = async () =>
  (await harness.document('tenants/org1/publicViews/products/items/alleaves_1'))?.['thcPercent'];

beforeAll(async () => {
  const world = new World();
  world.inventory.add(batchRow(1, 1, { item: 'Blue Dream Sativa', thc: 21.4 }));
  harness = await CallableHarness.start([world]);
  await harness.sync('org1');
  await harness.firestore
    .doc('tenants/org1/publicViews/products/items/alleaves_1')
    .update({ thcPercent: null });
});
afterAll(() => harness.stop());

describe('backfillProductAttributes', () => {
  it('is for managers', async () => {
    expect(await harness.call('backfillProductAttributes', {}, staff('org1'))).toMatchObject({ status: 403 });
  });

  it('says by default what it would set, and sets it when told to', async () => {
    const changes = {
      items: 1,
      changed: 1,
      set: { thcPercent: 1, cbdPercent: 0, strainType: 0 },
      listed: [{ itemId: 'alleaves_1', name: 'Blue Dream Sativa', values: { thcPercent: 21.4 } }],
    };
    expect(await harness.call('backfillProductAttributes', {}, manager('org1'))).toMatchObject({
      status: 200,
      result: { dryRun: true, ...changes },
    });
    expect(await thc()).toBeNull();
    expect(
      await harness.call('backfillProductAttributes', { orgId: 'org1', dryRun: false }, operator),
    ).toMatchObject({ status: 200, result: { dryRun: false, ...changes } });
    expect(await thc()).toBe(21.4);
  });
});
