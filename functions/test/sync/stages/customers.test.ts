import { z } from 'zod';
import { PipelineHarness } from '../../support/pipeline';

let shop: PipelineHarness;
beforeEach(async () => {
  shop = await PipelineHarness.start();
});
afterEach(async () => shop.stop());

const customers = () => shop.world.customers;
const lastStage = async () => {
  const run = (await shop.runs()).at(-1);
  return z.object({ customers: z.unknown() }).parse(run?.['stages']).customers;
};

describe('the customers stage', () => {
  it('quarantines a row whose id is too long to be one, and the rest go on', async () => {
    customers().addAll([{ id_customer: 'x'.repeat(2000) }, { id_customer: 1 }]);
    await shop.sync();
    expect(await shop.status()).toMatchObject({ state: 'succeeded', customerCount: 1 });
    expect(Object.values(await shop.documents('sync_quarantine'))).toEqual([
      expect.objectContaining({ stream: 'customers', posId: null }),
    ]);
  });

  it('writes nothing again where one id comes with two contents: the last one counts', async () => {
    customers().addAll([
      { id_customer: 1, name_first: 'Ann' },
      { id_customer: 1, name_first: 'Anna' },
    ]);
    await shop.sync();
    await shop.sync();
    expect(await lastStage()).toMatchObject({ added: 0, updated: 0 });
  });

  it('fails when the POS suddenly has no customers', async () => {
    customers().add({ id_customer: 1 });
    await shop.sync();
    customers().remove(1);
    await shop.sync();
    expect(await shop.status()).toMatchObject({
      state: 'failed',
      customerCount: 1,
      lastError: { code: 'pos_customers_empty', stage: 'customers' },
    });
  });
});
