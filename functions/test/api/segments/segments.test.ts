import { z } from 'zod';
import { buildRoster } from '../../../../tools/pos/worlds/builders';
import { World } from '../../../../tools/pos/world';
import { SEGMENTS } from '../../../src/rules/customers/segment';
import { CALLABLES_NOW, CallableHarness, manager, owner, staff } from '../../support/callables';

const CUSTOMERS = 60;

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([
    buildRoster({ seed: 5, customers: CUSTOMERS, items: 3, shareWithEmail: 0.3, now: CALLABLES_NOW }),
    new World(),
    new World(),
  ]);
  await harness.sync();
});
afterAll(() => harness.stop());

async function stored(orgId = 'org1'): Promise<{ id: string; data: Record<string, unknown> }[]> {
  const { docs } = await harness.firestore.collection(`tenants/${orgId}/customers`).get();
  return docs.map((one) => ({ id: one.id, data: one.data() }));
}

const summaryAnswer = z.object({ segments: z.array(z.record(z.string(), z.unknown())) });

describe('getSegmentSummary', () => {
  it('counts and adds up each segment, as the documents do', async () => {
    const customers = await stored();
    const reads = harness.stats().reads;
    const { status, result } = await harness.call('getSegmentSummary', {}, staff('org1'));
    expect(harness.stats().reads - reads).toBe(12);
    expect(status).toBe(200);
    const { segments } = summaryAnswer.parse(result);
    expect(segments.map(({ segment }) => segment)).toEqual(SEGMENTS);
    expect(segments.filter(({ customerCount }) => Number(customerCount) > 0).length).toBeGreaterThan(3);
    const sum = (of: typeof customers, field: string) =>
      of.reduce((all, { data }) => all + Math.round(Number(data[field]) * 100), 0) / 100;
    const all = sum(customers, 'totalSpent');
    for (const summary of segments) {
      const own = customers.filter(({ data }) => data['segment'] === summary['segment']);
      const [spent, orders] = [sum(own, 'totalSpent'), sum(own, 'orderCount')];
      expect(summary).toEqual({
        segment: summary['segment'],
        customerCount: own.length,
        share: own.length / CUSTOMERS,
        orderCount: orders,
        totalSpent: spent,
        spendShare: expect.closeTo(spent / all, 10),
        avgOrderValue: orders === 0 ? 0 : expect.closeTo(spent / orders, 2),
      });
    }
    expect(result).toMatchObject({ customerCount: CUSTOMERS, totalSpent: all });
  });

  it('answers for a tenant without customers', async () => {
    const { result } = await harness.call('getSegmentSummary', {}, staff('org3'));
    expect(result).toMatchObject({ customerCount: 0, totalSpent: 0 });
    expect(result?.['segments']).toHaveLength(6);
    for (const summary of summaryAnswer.parse(result).segments)
      expect(summary).toMatchObject({ customerCount: 0, share: 0, spendShare: null, avgOrderValue: 0 });
  });
});

describe('getMarketingAudience', () => {
  const audienceAnswer = z.object({
    customers: z.array(
      z.object({ customerId: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
    ),
    nextCursor: z.string().nullable(),
  });
  type Audience = z.infer<typeof audienceAnswer>;

  async function audience(
    input: Record<string, unknown>,
    token = manager('org2'),
  ): Promise<Audience['customers']> {
    const all: Audience['customers'] = [];
    let cursor: string | null = null;
    do {
      const call = { textsWithoutConsent: true, ...input, ...(cursor !== null && { cursor }) };
      const { status, result } = await harness.call('getMarketingAudience', call, token);
      expect(status).toBe(200);
      const page = audienceAnswer.parse(result);
      all.push(...page.customers);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  }

  beforeAll(async () => {
    const both = { segment: 'loyal', email: 'b@example.com', phone: '+15550100', tags: [] };
    const customers: Record<string, Record<string, unknown>> = {
      both,
      emailOnly: { ...both, email: 'a@example.com', phone: null },
      phoneOnly: { ...both, email: null, phone: '+15550101' },
      secondPhoneOnly: { ...both, email: null, phone: '+15550102' },
      neither: { ...both, email: null, phone: null },
      placeholder: { ...both, email: 'no-email@alleaves.local', phone: null },
      placeholderWithPhone: { ...both, email: 'Customer_7@ALLEAVES.local', phone: '+15550103' },
      empty: { ...both, email: '', phone: '' },
      otherSegment: { ...both, segment: 'vip' },
    };
    for (const [id, fields] of Object.entries(customers))
      await harness.firestore.doc(`tenants/org2/customers/${id}`).set(fields);
  });

  it.each([1, 2, 3, 100])(
    'has everybody once who can be reached, and no placeholder, %d a page',
    async (limit) => {
      const ids = async (channel: string) =>
        (await audience({ segment: 'loyal', channel, limit })).map(({ customerId }) => customerId);
      expect(await ids('email')).toEqual(['emailOnly', 'both']);
      expect(await ids('phone')).toEqual(['both', 'phoneOnly', 'secondPhoneOnly', 'placeholderWithPhone']);
      expect(await ids('any')).toEqual([
        ...['emailOnly', 'both', 'phoneOnly', 'secondPhoneOnly', 'placeholderWithPhone'],
      ]);
      const everybody = await audience({ segment: 'loyal', limit });
      expect(everybody.find(({ customerId }) => customerId === 'placeholderWithPhone')?.email).toBeNull();
    },
  );

  it('has no remarks in place of numbers', async () => {
    const remarks = ['N/A', 'none', '0000000000', 'x', '555-555-5555', 'ask Ann'];
    const remark = { segment: 'returning', email: null, tags: [] };
    for (const [index, phone] of remarks.entries()) {
      await harness.firestore.doc(`tenants/org2/customers/remark${index}`).set({ ...remark, phone });
      const reached = { ...remark, phone, email: `remark${index}@example.com` };
      await harness.firestore.doc(`tenants/org2/customers/reached${index}`).set(reached);
    }
    const numbers = ['(315) 555-0177', '315\u2011555\u20110199', '315-555-0100 x12'];
    for (const [index, phone] of numbers.entries())
      await harness.firestore.doc(`tenants/org2/customers/number${index}`).set({ ...remark, phone });
    const phones = async (channel: string) =>
      (await audience({ segment: 'returning', channel, limit: 2 })).map(({ phone }) => phone);
    expect(new Set(await phones('phone'))).toEqual(new Set(numbers));
    expect(await phones('email')).toEqual(remarks.map(() => null));
    expect(await phones('any')).toHaveLength(remarks.length + numbers.length);
  });

  it('agrees with the documents of a whole roster, for about one read a customer', async () => {
    const customers = await stored();
    for (const segment of SEGMENTS) {
      const reads = harness.stats().reads;
      const found = await audience({ segment }, owner('org1'));
      const reachable = customers.filter(
        ({ data }) => data['segment'] === segment && (data['email'] !== null || data['phone'] !== null),
      );
      expect(found.map(({ customerId }) => customerId).sort()).toEqual(reachable.map(({ id }) => id).sort());
      const withBoth = reachable.filter(({ data }) => data['email'] !== null && data['phone'] !== null);
      expect(harness.stats().reads - reads).toBeLessThanOrEqual(reachable.length + withBoth.length + 3);
    }
  });

  it('is not for staff, and takes at most 500 customers a page', async () => {
    expect(await harness.call('getMarketingAudience', { segment: 'vip' }, staff('org2'))).toMatchObject({
      status: 403,
    });
    expect(await harness.call('getMarketingAudience', { segment: 'vip', limit: 501 })).toMatchObject({
      status: 400,
    });
    expect(await harness.call('getMarketingAudience', {})).toMatchObject({ status: 400 });
  });
});

describe('recomputeSegments', () => {
  async function recompute(input: Record<string, unknown> = {}) {
    const sum = { checked: 0, changed: 0, failed: 0, calls: 0 };
    let cursor: unknown = null;
    do {
      const call = { ...input, ...(cursor !== null && { cursor }) };
      const { status, result } = await harness.call('recomputeSegments', call, manager('org1'));
      expect(status).toBe(200);
      for (const name of ['checked', 'changed', 'failed'] as const) sum[name] += Number(result?.[name]);
      sum.calls += 1;
      cursor = result?.['nextCursor'];
    } while (cursor !== null);
    return sum;
  }

  it('writes nothing where all is right, for two reads a customer and one for the rules', async () => {
    await harness.call('upsertCustomer', { profile: { firstName: 'Hand' } });
    const before = harness.stats();
    expect(await recompute()).toEqual({ checked: CUSTOMERS, changed: 0, failed: 0, calls: 1 });
    const after = harness.stats();
    expect(after.writes).toBe(before.writes);
    expect(after.reads - before.reads).toBe(2 * CUSTOMERS + 2);
  });

  it('repairs what was edited by hand, in bounded pages, and nothing else', async () => {
    const right = await stored();
    const damaged = ['alleaves_1', 'alleaves_30', 'alleaves_60'];
    for (const id of damaged)
      await harness.firestore
        .doc(`tenants/org1/customers/${id}`)
        .update({ segment: 'gold', totalSpent: -1, segmentDueAt: null });
    const { writes } = harness.stats();
    expect(await recompute({ limit: 25 })).toEqual({ checked: CUSTOMERS, changed: 3, failed: 0, calls: 3 });
    // Each with the document of its change.
    expect(harness.stats().writes - writes).toBe(6);
    const timeless = (customers: typeof right) =>
      customers.map(({ id, data }) => [id, { ...data, segmentedAt: null }]);
    expect(timeless(await stored())).toEqual(timeless(right));
  });

  it('lets one customer that can’t be recomputed keep nobody else waiting', async () => {
    const [spending] = (
      await harness.firestore.collection('tenants/org1/customer_spending').where('orderCount', '>', 1).get()
    ).docs;
    const [customerId = ''] = z.array(z.string()).parse(spending?.get('customerIds'));
    const key = `customer_spending/cid_${customerId.replace('alleaves_', '')}`;
    const document = await harness.document(`tenants/org1/${key}`);
    await harness.firestore.doc(`tenants/org1/${key}`).update({ totalSpent: 'damaged' });
    await harness.suite.idle();
    expect(await recompute()).toMatchObject({ checked: CUSTOMERS, changed: 0, failed: 1 });
    await harness.firestore.doc(`tenants/org1/${key}`).set(document ?? {});
    await harness.suite.idle();
    expect(await recompute()).toMatchObject({ failed: 0 });
  });

  it('is not for staff, and checks at most 1,000 customers a call', async () => {
    expect(await harness.call('recomputeSegments', {}, staff('org1'))).toMatchObject({ status: 403 });
    expect(await harness.call('recomputeSegments', { limit: 1001 })).toMatchObject({ status: 400 });
    expect((await harness.call('recomputeSegments', { limit: 1000 })).status).toBe(200);
  });
});
