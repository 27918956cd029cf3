import type { Stage } from '../../../src/sync/stages/stage';
import { runStage } from '../../../src/sync/run/runner';
import { customersStream } from '../../../src/packedIndex/streams';
import { TransientError } from '../../../src/platform/ports/errors';
import { PipelineHarness } from '../../support/pipeline';

/** Enough for a commit of its own, which takes longer than the runner's note of the failure. */
const RECORDS = 400;

/** Hands a full commit to its writer, and fails while that commit is under way. */
const failing: Stage = {
  name: 'customers',
  // eslint-disable-next-line require-yield -- it fails before it comes to a place to go on from
  async *work(context) {
    const { database, tenant } = context;
    const writer = context.openWriter(customersStream);
    await writer.index.loadAll();
    for (let id = 1; id <= RECORDS; id += 1) {
      const reference = database.document(`tenants/${tenant.orgId}/customers/alleaves_${id}`);
      const document = { kind: 'whole' as const, reference, fields: { posCustomerId: String(id) } };
      writer.put(String(id), (hash) => ({ hash, email: null, erasedAt: null, goneSince: null }), document);
    }
    await writer.drain();
    throw new TransientError('pos_timeout', 'The next page did not come.');
  },
};

describe('a delivery that fails while a commit is under way', () => {
  let shop: PipelineHarness;
  beforeAll(async () => {
    shop = await PipelineHarness.start();
  });
  afterAll(() => shop.stop());

  it('waits for it, so that it neither outlives its invocation nor is missing from the counts', async () => {
    const delivery = shop.publish('pos-sync-tenant', { orgId: 'org1' });
    await expect(runStage(shop.context, failing, delivery)).rejects.toThrow('The next page did not come.');
    const { changes } = shop;
    expect(changes.filter((path) => path.includes('/customers/'))).toHaveLength(RECORDS);
    const [run] = await shop.runs();
    expect(run).toMatchObject({ state: 'running', error: { code: 'pos_timeout' } });
  });
});
