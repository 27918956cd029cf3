import { World } from '../../pos/world';
import { buildRoster } from '../../pos/worlds/builders';
import { CALLABLES_NOW, CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';

/** What operators do each day: look at runs, find somebody, stop a run, and recompute after a rule has changed. */

const roster = buildRoster({ seed: 3, customers: 30, items: 20, now: CALLABLES_NOW, days: 120 });
roster.customers.add({
  id_customer: 901,
  name: 'Zebulon Quist',
  email: 'zeb@example.com',
  phone: '(555) 234-0901',
});

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([roster, new World()]);
  cli = await commandLinesOf(harness);
  await harness.sync('org1');
});
afterAll(() => harness.stop());

describe('find', () => {
  it.each([[['zeb', 'qui']], [['zeb@']], [['2340901']]])('finds somebody by %j', async (words) => {
    expect(await cli.json('find', 'org1', ...words)).toMatchObject({
      code: 0,
      value: { customers: [{ customerId: 'alleaves_901', displayName: 'Zebulon Quist' }], complete: true },
    });
  });

  it('says that nobody matches, or that there are more', async () => {
    expect(await cli.quick('find', 'org1', 'nobody', 'at', 'all')).toMatchObject({
      code: 0,
      stdout: 'Nobody matches.\n',
    });
    const { stdout } = await cli.quick('find', 'org1', '555', '--limit', '1');
    expect(stdout).toContain('ORDERS');
  });

  it('says what a search needs', async () => {
    expect(await cli.quick('find', 'org1', '!!')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Use letters or digits'),
    });
  });
});

describe('runs', () => {
  it('lists what each run did and cost', async () => {
    const { stdout, code } = await cli.quick('runs', 'org1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/STARTED +STATE +TOOK +WHAT +CHANGED +COST\n.*succeeded.*incremental, manual/);
    expect(await cli.json('runs', 'org1', '--failed')).toEqual({
      code: 0,
      value: { orgId: 'org1', runs: [], complete: true },
    });
  });
});

describe('recompute', () => {
  it('writes the segments that differ from the rules', async () => {
    await harness.firestore.doc('tenants/org1/customers/alleaves_1').update({ segment: 'churned' });
    expect(await cli.json('recompute', 'org1')).toEqual({
      code: 0,
      value: { orgId: 'org1', checked: 31, changed: 1, failed: 0 },
    });
    expect(await harness.document('tenants/org1/customers/alleaves_1')).not.toMatchObject({
      segment: 'churned',
    });
  });
});

describe('a run that takes long', () => {
  it('tells retries with their cause while it waits', async () => {
    harness.pos.faults.queue('inventory', { status: 503 }, 12);
    const { code, stderr } = await cli.quick('sync', 'org1');
    harness.pos.faults.clear();
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/retrying products: .+ \[pos_\w+\]/);
  });

  it('is no longer followed after --timeout, and stopped by cancel', async () => {
    harness.pos.faults.rate('inventory', { delayMs: 3_000 }, 1);
    expect(await cli.quick('sync', 'org1', '--timeout', '1')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/still in progress after 1 seconds, and continues\. .*cancel org1/),
    });
    const { code, stdout } = await cli.quick('cancel', 'org1');
    harness.pos.faults.clear();
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is on again'),
    });
    expect(await harness.document('tenants/org1')).toMatchObject({ pos: { status: 'active' } });
    expect(await cli.quick('cancel', 'org1')).toMatchObject({
      code: 0,
      stdout: 'No run of org1 is in progress.\n',
    });
  });
});
