import { getSegmentOutlook } from '../../../src/api/segments/getSegmentOutlook';
import { CALLABLES_NOW, CallableHarness, staff } from '../../support/callables';

let harness: CallableHarness;
const inDays = (days: number) => new Date(CALLABLES_NOW.getTime() + days * 86_400_000);

beforeAll(async () => {
  harness = await CallableHarness.start();
  const customers = {
    soon: { segment: 'returning', segmentDueAt: inDays(5) },
    sooner: { segment: 'returning', segmentDueAt: inDays(2) },
    late: { segment: 'returning', segmentDueAt: inDays(50) },
    leaving: { segment: 'at_risk', segmentDueAt: inDays(3) },
    never: { segment: 'vip', segmentDueAt: null },
  };
  for (const [name, fields] of Object.entries(customers)) {
    const customer = { orgId: 'org1', source: 'manual', displayName: name, ...fields };
    await harness.firestore.doc(`tenants/org1/customers/${name}`).set(customer);
  }
  await harness.firestore.doc('tenants/org2/customers/x').set(customers.soon);
});
afterAll(() => harness.stop());

describe('getSegmentOutlook', () => {
  it('counts who leaves a segment for another in time, and names the first', async () => {
    const { changes } = await harness.result(getSegmentOutlook, { days: 10 }, staff('org1'));
    const first = (...names: string[]) => names.map((customerId) => expect.objectContaining({ customerId }));
    expect(changes.filter(({ customerCount }) => customerCount > 0)).toEqual([
      { from: 'returning', to: 'at_risk', customerCount: 2, first: first('sooner', 'soon') },
      { from: 'at_risk', to: 'churned', customerCount: 1, first: first('leaving') },
    ]);
  });
});
