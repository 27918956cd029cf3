import { CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';
import { smallShop } from './smallShop';

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  const world = smallShop();
  world.customers.update(42, { name: 'Ben Itoh' });
  harness = await CallableHarness.start([world]);
  cli = await commandLinesOf(harness);
  await harness.sync();
  await cli.json('backfill', 'org1', '--from', '2025-12-01', '--to', '2025-12-31');
});
afterAll(() => harness.stop());

describe('explain', () => {
  it('tells the rule, the orders, how they were matched, and what comes next', async () => {
    const [text, json, unknown] = await Promise.all([
      cli.sam('explain', 'org1', '42'),
      cli.json('explain', 'org1', 'alleaves_41'),
      cli.json('explain', 'org1', '99'),
    ]);
    expect(text.stdout).toContain(
      'customer  alleaves_42 · Ben Itoh\nsegment   returning: at least 2 orders, the last at most 45 days ago\n',
    );
    expect(text.stdout).toMatch(/changes +to at_risk in 1 month \(2026-12-26 17:00Z\), if no order comes\n/);
    expect(text.stdout).toMatch(/alleaves_3 +2026-11-12 17:00Z +cancelled +\$99\.00 +no +POS id\n/);
    expect(text.stdout).toMatch(/4 orders in all, 3 of them counting\.\n$/);
    expect(json).toMatchObject({
      code: 0,
      value: {
        customer: { customerId: 'alleaves_41', email: 'ana@example.com' },
        segment: { current: 'new', changesTo: 'at_risk' },
        spending: { tier: 'email', totalSpent: 10 },
        orders: [{ orderId: 'alleaves_4', matchedBy: 'email', counts: true, total: 10 }],
        complete: true,
      },
    });
    expect(unknown).toMatchObject({ code: 1, value: { error: { code: 'unknown_customer' } } });
  });
});

describe('quarantine', () => {
  it('says what is wrong, and shows what was received only of a row that is asked for', async () => {
    const [text, json, one, none] = await Promise.all([
      cli.quick('quarantine', 'org1'),
      cli.json('quarantine', 'org1', '--limit', '1'),
      cli.json('quarantine', 'org1', '43'),
      cli.quick('quarantine', 'org1', '44'),
    ]);
    expect(text.stdout).toMatch(
      /customers +43 .* email: is not an email address\norders +5 .* date_created: is not a date/,
    );
    expect(JSON.stringify([text.stdout, json.value])).not.toMatch(/Cleo|15550003|payload/);
    expect(json.value).toMatchObject({
      rows: [{ stream: 'customers', posId: '43', issueCount: 1 }],
      complete: false,
    });
    expect(one.value).toMatchObject({ rows: [{ posId: '43', payload: { name: 'Cleo Khan' } }] });
    expect(none).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('erase', () => {
  it('refuses unless it is confirmed', async () => {
    const { code, stdout, stderr } = await cli.quick('erase', 'org1', '41', '--json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      `The personal data of alleaves_41 of org1 will be erased permanently in project ${harness.suite.project}`,
    );
    expect(await harness.document('tenants/org1/customers/alleaves_41')).toMatchObject({
      displayName: 'Ana Diaz',
    });
  });

  it('erases for good', async () => {
    const { code, value } = await cli.processJson('erase', 'org1', '41', '--yes');
    expect({ code, value }).toEqual({
      code: 0,
      value: { orgId: 'org1', customerId: 'alleaves_41', erasedAt: expect.stringMatching(/Z$/), orders: 1 },
    });
    expect(await harness.document('tenants/org1/customers/alleaves_41')).toMatchObject({
      displayName: null,
      email: null,
    });
  });
});
