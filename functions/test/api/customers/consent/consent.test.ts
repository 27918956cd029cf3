import { World } from '../../../../../tools/pos/world';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { getMarketingAudience } from '../../../../src/api/segments/getMarketingAudience';
import { CALLABLES_NOW, CallableHarness, staff } from '../../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([new World(), new World()]);
});
afterAll(() => harness.stop());

const customer = (id: string, orgId = 'org1') => harness.firestore.doc(`tenants/${orgId}/customers/${id}`);
const consentOf = async (id: string): Promise<unknown> => (await customer(id).get()).get('consent');
const consentStatus = z.object({ status: z.string() });
const set = async (input: Record<string, unknown>, token = staff('org1')) =>
  harness.call('setCustomerConsent', input, token);
const unknown = { status: 'unknown', at: null, by: null };

beforeEach(async () => {
  const people = {
    ann: { email: 'ann@example.com', phone: '(315) 555-0177' },
    bo: { email: 'shared@example.com', phone: '+1 315 555 0188' },
    cy: { email: 'shared@example.com', phone: null },
    di: { email: null, phone: '315.555.0188', birthDate: '2010-05-05' },
    ed: { email: 'ed@example.com', phone: 'N/A' },
  };
  for (const [id, fields] of Object.entries(people))
    await customer(id).set({ orgId: 'org1', segment: 'loyal', tags: ['kept'], ...fields });
});

describe('setCustomerConsent', () => {
  it('records what, when and who, and leaves the rest', async () => {
    const { status, result } = await set({ customerId: 'ann', channel: 'sms', status: 'granted' });
    expect(status).toBe(200);
    const at = expect.stringMatching(/^2026-11-20T15:0/);
    const granted = { status: 'granted', at, by: 'user-1' };
    expect(result).toEqual({ changed: true, consent: { sms: granted, email: unknown } });
    expect((await customer('ann').get()).data()).toMatchObject({ tags: ['kept'], email: 'ann@example.com' });
    expect((await harness.call('getCustomer', { customerId: 'ann' })).result?.['customer']).toMatchObject({
      consent: { sms: granted, email: unknown },
    });
  });

  it('changes nothing if it is said again, or if something else was said later', async () => {
    await set({ customerId: 'ann', channel: 'email', status: 'denied', at: '2026-11-10T00:00:00.000Z' });
    const before = await consentOf('ann');
    const { writes } = harness.stats();
    const again = await set({ customerId: 'ann', channel: 'email', status: 'denied' });
    const older = await set({
      customerId: 'ann',
      channel: 'email',
      status: 'granted',
      at: '2026-11-09T00:00:00.000Z',
    });
    expect([again.result?.['changed'], older.result?.['changed']]).toEqual([false, false]);
    expect(harness.stats().writes).toBe(writes);
    expect(await consentOf('ann')).toEqual(before);
  });

  it('refuses the future, strangers, the erased and other tenants', async () => {
    const code = async (input: Record<string, unknown>, token = staff('org1')) =>
      (await set({ channel: 'sms', status: 'granted', ...input }, token)).error?.details?.code;
    expect(await code({ customerId: 'ann', at: '2026-12-01T00:00:00.000Z' })).toBe('at_in_future');
    expect(await code({ customerId: 'nobody' })).toBe('unknown_customer');
    await customer('ann').update({ erasedAt: CALLABLES_NOW });
    expect(await code({ customerId: 'ann' })).toBe('erased_customer');
    expect(await code({ customerId: 'bo', orgId: 'org1' }, staff('org2'))).toBe('not_allowed');
  });

  it('reads what was damaged by hand without losing a refusal', async () => {
    await customer('ann').update({
      consent: { sms: { status: 'denied', at: 'monday', by: 7 }, email: 'yes' },
    });
    const { result } = await harness.call('getCustomer', { customerId: 'ann' });
    expect(result?.['customer']).toMatchObject({
      consent: { sms: { status: 'denied', at: null, by: null }, email: unknown },
    });
  });
});

describe('importConsent', () => {
  const load = async (csv: string, input: Record<string, unknown> = {}) =>
    harness.call('importConsent', { csv, ...input });

  it('records by phone however it is written, and by email, for all who have the address', async () => {
    const csv = [
      'Phone,Email,Status,At',
      '13155550177,,granted,2026-11-01',
      '(315) 555-0188,,DENIED,2026-11-02T10:00:00Z',
      ',Shared@Example.com ,granted,',
      '315-555-9999,,granted,',
      ',not-an-address,granted,',
      '12,,granted,',
      ',ed@example.com,maybe,',
      ',ed@example.com,granted,2027-01-01',
      ',,granted,',
    ].join('\n');
    const dry = await load(csv, { dryRun: true });
    const { writes } = harness.stats();
    expect(dry.result).toMatchObject({ customers: 4, changed: 0 });
    expect(harness.stats().writes).toBe(writes);
    const { result } = await load(csv);
    expect(result).toEqual({
      rows: 9,
      customers: 4,
      changed: 4,
      unmatchedRows: 1,
      unmatchedLines: [5],
      badRows: 5,
      badLines: [
        { line: 6, fault: 'bad_email' },
        { line: 7, fault: 'bad_phone' },
        { line: 8, fault: 'bad_status' },
        { line: 9, fault: 'bad_at' },
        { line: 10, fault: 'no_address' },
      ],
    });
    const status = async (id: string) => {
      const { sms, email } = z
        .object({ sms: consentStatus, email: consentStatus })
        .parse(await consentOf(id));
      return [sms.status, email.status];
    };
    expect(await status('ann')).toEqual(['granted', 'unknown']);
    expect(await status('bo')).toEqual(['denied', 'granted']);
    expect(await status('cy')).toEqual(['unknown', 'granted']);
    expect(await status('di')).toEqual(['denied', 'unknown']);
    expect((await load(csv)).result).toMatchObject({ customers: 4, changed: 0 });
  });

  it('takes a channel, and a refusal where a file says both at the same time', async () => {
    const csv =
      'phone,channel,status\n3155550177,sms,denied\n3155550177,sms,granted\n3155550177,email,denied\n';
    expect((await load(csv)).result).toMatchObject({ rows: 3, customers: 1, changed: 1 });
    expect(await consentOf('ann')).toMatchObject({ sms: { status: 'denied' }, email: { status: 'denied' } });
  });

  it.each([
    ['status\ngranted\n', 'bad_csv'],
    ['email\na@example.com\n', 'bad_csv'],
    ['email,status\na@example.com,granted,extra\n', 'bad_csv'],
    ['', 'bad_csv'],
    [`email,status\n${'a@example.com,granted\n'.repeat(2001)}`, 'too_many_rows'],
  ])('says what is wrong with a file, without what is in it', async (csv, code) => {
    const { error } = await load(csv);
    expect(error?.details?.code).toBe(code);
    expect(error?.message).not.toContain('a@example.com');
  });

  it('looks at no more phone numbers than a call may', async () => {
    harness.limit({ consentImport: { phones: 2 } });
    const { error } = await load('phone,status\n3155550177,granted\n');
    expect(error?.details?.code).toBe('too_many_phones');
    harness.limit({ consentImport: { phones: 20_000 } });
  });

  it('is not for staff', async () => {
    expect((await harness.call('importConsent', { csv: 'email,status\n' }, staff('org1'))).status).toBe(403);
  });
});

describe('consent', () => {
  it('decides who is in an audience, says who was left out and why, and is in exports', async () => {
    const csv =
      'phone,email,status\n3155550177,,granted\n3155550188,,denied\n,shared@example.com,granted\n,ed@example.com,denied\n';
    await harness.call('importConsent', { csv });
    const audience = async (input: Record<string, unknown>) => {
      const ids: string[] = [];
      const shown: object[] = [];
      const leftOut = { underAge: 0, denied: 0, notGranted: 0 };
      let cursor: string | null = null;
      do {
        const page: z.output<typeof getMarketingAudience.output> = await harness.result(
          getMarketingAudience,
          { segment: 'loyal', limit: 1, ...input, ...(cursor !== null && { cursor }) },
        );
        ids.push(...page.customers.map(({ customerId }) => customerId));
        shown.push(...page.customers);
        for (const name of ['underAge', 'denied', 'notGranted'] as const) leftOut[name] += page.leftOut[name];
        cursor = page.nextCursor;
      } while (cursor !== null);
      return { ids, shown, leftOut };
    };
    const texts = await audience({ channel: 'phone' });
    expect([texts.ids, texts.leftOut]).toEqual([['ann'], { underAge: 1, denied: 1, notGranted: 0 }]);
    const emails = await audience({ channel: 'email' });
    expect([emails.ids, emails.leftOut]).toEqual([
      ['ann', 'bo', 'cy'],
      { underAge: 0, denied: 1, notGranted: 0 },
    ]);
    // A customer who denied texts is shown with the address alone.
    expect(emails.shown[1]).toMatchObject({ customerId: 'bo', email: 'shared@example.com', phone: null });
    const any = await audience({ channel: 'any' });
    expect([any.ids, any.leftOut]).toEqual([['ann', 'bo', 'cy'], { underAge: 1, denied: 1, notGranted: 0 }]);

    await customer('ann').update({ consent: { sms: unknown, email: unknown } });
    expect((await audience({ channel: 'phone' })).leftOut).toEqual({ underAge: 1, denied: 1, notGranted: 1 });
    expect((await audience({ channel: 'phone', textsWithoutConsent: true })).ids).toEqual(['ann']);
    await harness.firestore.doc('tenants/org1').update({ minimumAge: 16 });
    await customer('di').update({
      consent: { sms: { status: 'granted', at: null, by: null }, email: unknown },
    });
    expect((await audience({ channel: 'phone' })).ids).toEqual(['di']);

    const exported = (await harness.call('exportCustomers')).result?.['csv'];
    const rows: Record<string, string>[] = parse(String(exported), { columns: true });
    expect(rows.find((row) => row['Customer ID'] === 'bo')).toMatchObject({
      Texts: 'denied',
      'Texts since': expect.stringMatching(/^2026-11-20T15:0/),
      Emails: 'granted',
    });
  });
});
