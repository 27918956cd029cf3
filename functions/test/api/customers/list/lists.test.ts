import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { buildRoster } from '../../../../../tools/pos/worlds/builders';
import { World } from '../../../../../tools/pos/world';
import { initialCustomerState } from '../../../../src/documents/customerContent';
import { DEFAULT_LIMITS } from '../../../../src/platform/limits';
import { CALLABLES_NOW, CallableHarness, manager, owner, staff } from '../../../support/callables';

const CUSTOMERS = 120;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([
    buildRoster({ seed: 9, customers: CUSTOMERS, items: 3, shareWithEmail: 0.3, now: CALLABLES_NOW }),
    new World(),
    new World(),
  ]);
  await harness.sync();
});
afterAll(() => harness.stop());
afterEach(() => harness.limit(DEFAULT_LIMITS));

const customersAnswer = z.object({ customers: z.array(z.record(z.string(), z.unknown())) });
const pageAnswer = customersAnswer.extend({ nextCursor: z.string().nullable(), incomplete: z.boolean() });
type Page = z.infer<typeof pageAnswer>;

async function list(input: Record<string, unknown>, token = staff('org1')): Promise<Page> {
  const { status, result } = await harness.call('listCustomers', input, token);
  expect(status).toBe(200);
  return pageAnswer.parse(result);
}

/** Puts customers into `org2` or `org3`, by id and with all fields. */
async function put(orgId: string, customers: Record<string, Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(customers);
  for (let start = 0; start < entries.length; start += 400) {
    const batch = harness.firestore.batch();
    for (const [id, fields] of entries.slice(start, start + 400))
      batch.set(harness.firestore.doc(`tenants/${orgId}/customers/${id}`), {
        ...{ orgId, source: 'manual', posCustomerId: null, email: null, phone: null },
        ...{ firstName: null, lastName: null, displayName: null, birthDate: null },
        ...{ loyaltyPoints: null, customerSince: null, updatedAt: CALLABLES_NOW },
        ...initialCustomerState(CALLABLES_NOW),
        ...fields,
      });
    await batch.commit();
  }
}

const refusedWith = (code: string) => ({ error: { status: 'INVALID_ARGUMENT', details: { code } } });

describe('listCustomers', () => {
  it('pages through everybody, 100 at a time at most, in the order of the last order', async () => {
    const first = await list({ limit: 100 });
    expect(first).toMatchObject({ customers: { length: 100 }, incomplete: false });
    const second = await list({ limit: 100, cursor: first.nextCursor });
    expect(second).toMatchObject({ customers: { length: CUSTOMERS - 100 }, nextCursor: null });
    const all = [...first.customers, ...second.customers];
    expect(new Set(all.map(({ customerId }) => customerId)).size).toBe(CUSTOMERS);
    const dates = all.map(({ lastOrderDate }) => (typeof lastOrderDate === 'string' ? lastOrderDate : ''));
    expect(dates).toEqual([...dates].sort().reverse());
    expect(await harness.call('listCustomers', { limit: 101 }, staff('org1'))).toMatchObject(
      refusedWith('bad_input'),
    );
  });

  it('answers what a list shows of a customer, and no notes', async () => {
    const { customers } = await list({ sort: 'totalSpent', limit: 1 });
    const document = await harness.document(`tenants/org1/customers/${String(customers[0]?.['customerId'])}`);
    const { customerId, lastOrderDate, createdAt, ...fields } = customers[0] ?? {};
    expect(document).toMatchObject(fields);
    expect(customerId).toBe(`alleaves_${String(document?.['posCustomerId'])}`);
    expect([lastOrderDate, createdAt]).toEqual([expect.stringMatching(ISO), expect.stringMatching(ISO)]);
    expect(Object.keys(customers[0] ?? {})).toEqual([
      ...['customerId', 'source', 'posCustomerId', 'displayName', 'firstName', 'lastName', 'email', 'phone'],
      ...['loyaltyPoints', 'tags', 'segment', 'orderCount', 'totalSpent', 'avgOrderValue', 'lastOrderDate'],
      ...['createdAt', 'goneSince'],
    ]);
  });

  it('filters by segment, tag, last order and search together', async () => {
    const day = (date: number) => new Date(Date.UTC(2026, 10, date));
    const found = { segment: 'loyal', tags: ['edibles'], lastOrderDate: day(10), displayName: 'Zoë Quinn' };
    await put('org2', {
      found,
      otherSegment: { ...found, segment: 'vip' },
      otherTag: { ...found, tags: ['Edibles'] },
      before: { ...found, lastOrderDate: day(8) },
      after: { ...found, lastOrderDate: day(12) },
      otherName: { ...found, displayName: 'Joe Quinn' },
    });
    const conditions = {
      ...{ segment: 'loyal', tag: 'edibles', search: 'QUINN zoe' },
      ...{ lastOrderFrom: '2026-11-09T00:00:00Z', lastOrderTo: '2026-11-11T00:00:00Z' },
    };
    for (const sort of ['lastOrderDate', 'displayName']) {
      const { customers } = await list({ ...conditions, sort }, staff('org2'));
      expect(customers.map(({ customerId }) => customerId)).toEqual(['found']);
    }
  });

  it('finds a customer by address and by any part of the number', async () => {
    const snapshot = await harness.firestore
      .collection('tenants/org1/customers')
      .where('email', '>', '')
      .limit(1)
      .get();
    const [known] = snapshot.docs;
    const email = String(known?.get('email'));
    const phone = String(known?.get('phone'));
    for (const search of [email.toUpperCase(), email.slice(0, -3), phone, phone.slice(-7)])
      expect((await list({ search })).customers.map(({ customerId }) => customerId)).toContain(known?.id);
  });

  it('looks at a bounded number of customers a call where it must look at each, and says so', async () => {
    const ids = Array.from({ length: 55 }, (_, position) => `c${String(position).padStart(4, '0')}`);
    const name = (id: string) => ({ displayName: id === 'c0002' || id === 'c0053' ? 'Sought' : 'Other' });
    await put('org3', Object.fromEntries(ids.map((id) => [id, name(id)])));
    const input = { search: 'sought', sort: 'createdAt', direction: 'asc' };
    harness.limit({ scan: { documents: 50 } });
    const reads = harness.stats().reads;
    const first = await list(input, owner('org3'));
    expect(harness.stats().reads - reads).toBe(50);
    expect(first).toMatchObject({ customers: [{ customerId: 'c0002' }], incomplete: true });
    const second = await list({ ...input, cursor: first.nextCursor }, owner('org3'));
    expect(second).toMatchObject({
      customers: [{ customerId: 'c0053' }],
      incomplete: false,
      nextCursor: null,
    });
  });

  it('takes a cursor with the query that gave it, and with no other', async () => {
    const { nextCursor: cursor } = await list({ segment: 'loyal', limit: 2 });
    expect(typeof cursor).toBe('string');
    expect((await list({ segment: 'loyal', limit: 50, cursor })).customers.length).toBeGreaterThan(0);
    for (const input of [
      { segment: 'vip', cursor },
      { segment: 'loyal', sort: 'totalSpent', cursor },
      { segment: 'loyal', cursor: 'bm9uZQ' },
      { segment: 'loyal', cursor: '' },
    ])
      expect(await harness.call('listCustomers', input, staff('org1'))).toMatchObject(
        refusedWith('bad_cursor'),
      );
    const elsewhere = await harness.call('listCustomers', { segment: 'loyal', cursor }, staff('org2'));
    expect(elsewhere).toMatchObject(refusedWith('bad_cursor'));
    const otherCall = await harness.call('listSegmentCustomers', { segment: 'loyal', cursor }, staff('org1'));
    expect(otherCall).toMatchObject(refusedWith('bad_cursor'));
  });

  it.each([
    ['bad_search', { search: '!?' }],
    ['bad_input', { segment: 'gold' }],
    ['bad_input', { sort: 'notes' }],
    ['bad_input', { limit: 0 }],
    ['bad_input', { lastOrderFrom: 'yesterday' }],
    ['bad_input', { search: 'x'.repeat(201) }],
    ['bad_input', { where: 'email' }],
  ])('refuses with %s what it can’t read (%#)', async (code, input) => {
    expect(await harness.call('listCustomers', input, staff('org1'))).toMatchObject(refusedWith(code));
  });
});

describe.each(['listCustomers', 'listSegmentCustomers'])('%s', (name) => {
  it('says so where what it sorts by was damaged by hand', async () => {
    const damaged = { segment: 'churned', createdAt: ['yesterday'] };
    await put('org2', { damaged, other: { ...damaged, createdAt: ['today'] } });
    const input = { segment: 'churned', sort: 'createdAt', limit: 1 };
    expect(await harness.call(name, input, staff('org2'))).toMatchObject({
      error: { status: 'FAILED_PRECONDITION', details: { code: 'customer_malformed' } },
    });
  });
});

describe('listSegmentCustomers', () => {
  it('lists a segment, best customers first if asked', async () => {
    const { result } = await harness.call(
      'listSegmentCustomers',
      { segment: 'vip', sort: 'totalSpent', limit: 100 },
      staff('org1'),
    );
    const { customers } = customersAnswer.parse(result);
    const everybody = await harness.firestore.collection('tenants/org1/customers').get();
    const vips = everybody.docs.filter((one) => one.get('segment') === 'vip');
    expect(customers).toHaveLength(vips.length);
    const spent = customers.map(({ totalSpent }) => totalSpent);
    expect(spent).toEqual(vips.map((one) => Number(one.get('totalSpent'))).sort((a, b) => b - a));
  });
});

describe('exportCustomers', () => {
  const idOf = (row: Record<string, string>) => row['Customer ID'];

  async function exported(
    input: Record<string, unknown>,
    token = manager('org1'),
  ): Promise<Record<string, string>[]> {
    let csv = '';
    let cursor: unknown;
    do {
      const { status, result } = await harness.call('exportCustomers', { ...input, cursor }, token);
      expect(status).toBe(200);
      csv += String(result?.['csv']);
      cursor = result?.['nextCursor'] ?? undefined;
    } while (cursor !== undefined);
    return parse(csv, { columns: true, record_delimiter: '\r\n' });
  }

  it('makes one file of its pages, with everybody once', async () => {
    const rows = await exported({ limit: 50 });
    expect(rows.map(idOf).sort()).toEqual(
      Array.from({ length: CUSTOMERS }, (_, index) => `alleaves_${index + 1}`).sort(),
    );
    const [row] = rows;
    const document = await harness.document(`tenants/org1/customers/${row?.['Customer ID'] ?? ''}`);
    expect(row).toMatchObject({
      'POS number': document?.['posCustomerId'],
      'Total spent (USD)': String(document?.['totalSpent']),
      Segment: document?.['segment'],
    });
  });

  it('lets no formula and no placeholder out, and splits nothing', async () => {
    await put('org2', {
      formula: {
        displayName: '=HYPERLINK("http://x","y")',
        firstName: '+1',
        lastName: '@sum',
        tags: ['exported'],
      },
      separators: {
        displayName: 'a;=1+1\t"b"\r\n,c',
        phone: '-555 0100',
        lastName: 'b;=1+1',
        totalSpent: -5.5,
        tags: ['exported', 'b'],
      },
      placeholder: { email: 'no-email@alleaves.local', firstName: 'ＪＯＥ', tags: ['exported'] },
    });
    const rows = await exported({ tag: 'exported' }, manager('org2'));
    expect(rows).toMatchObject([
      {
        'Customer ID': 'formula',
        Name: '\'=HYPERLINK("http://x","y")',
        'First name': "'+1",
        'Last name': "'@sum",
      },
      { 'Customer ID': 'placeholder', Email: '', 'First name': 'ＪＯＥ' },
      {
        ...{ 'Customer ID': 'separators', Name: 'a;=1+1\t"b"\r\n,c', Phone: "'-555 0100" },
        ...{ 'Total spent (USD)': '-5.5', Tags: 'exported; b' },
      },
    ]);
    const { result } = await harness.call('exportCustomers', { tag: 'exported' }, manager('org2'));
    expect(result?.['csv']).not.toContain('alleaves.local');
    // A spreadsheet that splits at semicolons finds none outside quotes.
    expect(result?.['csv']).toContain('"b;=1+1"');
  });

  it('exports a segment, alone and with a tag', async () => {
    const segment = async (input: Record<string, unknown>) =>
      (await exported({ segment: 'loyal', ...input }, manager('org2'))).map(idOf);
    await put('org2', { loyalOne: { segment: 'loyal', tags: ['pair'] }, newOne: { tags: ['pair'] } });
    expect(await segment({})).toEqual(expect.arrayContaining(['loyalOne', 'found']));
    expect(await segment({ tag: 'pair' })).toEqual(['loyalOne']);
  });

  it('exports exactly those that a search and dates find', async () => {
    await put('org2', {
      searched: { displayName: 'Zebulon Quist', lastOrderDate: new Date('2026-03-02T12:00:00Z') },
      earlier: { displayName: 'Zebulon Early', lastOrderDate: new Date('2026-03-01T12:00:00Z') },
    });
    const find = async (input: Record<string, unknown>) =>
      (await exported({ search: 'zebul', ...input }, manager('org2'))).map(idOf).sort();
    expect(await find({})).toEqual(['earlier', 'searched']);
    expect(await find({ lastOrderFrom: '2026-03-02T00:00:00Z' })).toEqual(['searched']);
    expect(await find({ lastOrderTo: '2026-03-02T00:00:00Z' })).toEqual(['earlier']);
    expect(await harness.call('exportCustomers', { search: '!!' })).toMatchObject(refusedWith('bad_search'));
  });

  it('writes phone numbers as mail and text tools take them', async () => {
    await put('org2', {
      dial1: { phone: '(555) 234-0001', tags: ['dial'] },
      dial2: { phone: '+44 20 7946 0958', tags: ['dial'] },
      dial3: { phone: '555-0100', tags: ['dial'] },
      dial4: { phone: '+1+cmd|calc', tags: ['dial'] },
    });
    const { result } = await harness.call('exportCustomers', { tag: 'dial' }, manager('org2'));
    for (const phone of ['"+15552340001"', '"+442079460958"', '"555-0100"', '"\'+1+cmd|calc"'])
      expect(result?.['csv']).toContain(phone);
  });

  it('ends a page before an answer becomes too large, and loses nobody', async () => {
    harness.limit({ export: { csvCharacters: 10_000 } });
    const long = 'x'.repeat(4_000);
    const ids = ['large1', 'large2', 'large3', 'large4'];
    await put('org2', Object.fromEntries(ids.map((id) => [id, { displayName: long, tags: ['large'] }])));
    const { result } = await harness.call('exportCustomers', { tag: 'large' }, manager('org2'));
    expect(result).toMatchObject({ customerCount: 3, nextCursor: expect.any(String) });
    const rows = await exported({ tag: 'large' }, manager('org2'));
    expect(rows.map(idOf)).toEqual(ids);
  });

  it('is not for staff, and takes at most 500 customers a page', async () => {
    expect(await harness.call('exportCustomers', {}, staff('org1'))).toMatchObject({ status: 403 });
    expect(await harness.call('exportCustomers', { limit: 501 })).toMatchObject(refusedWith('bad_input'));
    const { result } = await harness.call('exportCustomers', { limit: 500 }, owner('org3'));
    // How a full page is answered: see pages.test.ts.
    expect(result).toMatchObject({ customerCount: 55, nextCursor: null });
  });
});
