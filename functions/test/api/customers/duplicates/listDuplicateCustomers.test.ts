import { CALLABLES_NOW, CallableHarness, manager, staff } from '../../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
  const customers: Record<string, Record<string, unknown>> = {
    alleaves_2: { email: 'ann@example.com', phone: '(315) 555-0177' },
    alleaves_10: { email: 'ann@example.com', phone: null },
    manual: { source: 'manual', email: null, phone: '+1 315 555 0177' },
    alleaves_3: { email: 'ann@example.com', phone: null, goneSince: CALLABLES_NOW },
    alleaves_4: { email: 'bo@example.com', phone: 'N/A' },
    alleaves_5: { email: 'cy@example.com', phone: 'N/A' },
    alleaves_6: { email: 'cy@example.com', phone: '315-555-0199', erasedAt: CALLABLES_NOW },
  };
  for (const [id, fields] of Object.entries(customers)) {
    const customer = { orgId: 'org1', source: 'alleaves', displayName: id, ...fields };
    await harness.firestore.doc(`tenants/org1/customers/${id}`).set(customer);
  }
  await harness.firestore.doc('tenants/org2/customers/alleaves_7').set({ email: 'bo@example.com' });
});
afterAll(() => harness.stop());

const named = (...ids: string[]) => ids.map((customerId) => expect.objectContaining({ customerId }));

describe('listDuplicateCustomers', () => {
  it('lists who shares an address or a number, of those who are there, and of this tenant', async () => {
    const { status, result } = await harness.call('listDuplicateCustomers', {}, manager('org1'));
    expect(status).toBe(200);
    expect(result).toEqual({
      groups: [
        { shared: 'email', customerCount: 2, customers: named('alleaves_2', 'alleaves_10') },
        { shared: 'phone', customerCount: 2, customers: named('alleaves_2', 'manual') },
      ],
      groupCount: 2,
      complete: true,
      nextCursor: null,
    });
  });

  it('goes on in pages', async () => {
    const first = await harness.call('listDuplicateCustomers', { limit: 1 }, manager('org1'));
    expect(first.result?.['groups']).toHaveLength(1);
    const cursor = first.result?.['nextCursor'];
    const second = await harness.call('listDuplicateCustomers', { limit: 1, cursor }, manager('org1'));
    expect(second.result).toMatchObject({ groups: [{ shared: 'phone' }], nextCursor: null });
  });

  it('says when it has not looked at all customers', async () => {
    harness.limit({ duplicates: { customers: 2 } });
    const { result } = await harness.call('listDuplicateCustomers', {}, manager('org1'));
    harness.limit({ duplicates: { customers: 10_000 } });
    expect(result).toMatchObject({ complete: false });
  });

  it('is for managers', async () => {
    expect(await harness.call('listDuplicateCustomers', {}, staff('org1'))).toMatchObject({ status: 403 });
  });
});
