import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { World } from '../../pos/world';
import { buildRoster } from '../../pos/worlds/builders';
import { followRun } from '../../sam/queries/follow';
import { openSession } from '../../sam/project/session';
import { plainProgress } from '../../terminal/progress';
import { CALLABLES_NOW, CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';

/** A shop with three customers, orders of one of them, and rows that can't be read. */
function smallShop(): World {
  const world = new World();
  world.customers.addAll([
    { id_customer: 41, name: 'Ana Diaz', email: 'ana@example.com', phone: '+15550001' },
    { id_customer: 42, name: 'Ben Ito', email: null },
    { id_customer: 43, name: 'Cleo Khan', email: 'no address', phone: '+15550003' },
  ]);
  const till = { email: 'no-email@alleaves.local', status: 'completed' };
  world.orders.addAll([
    { ...till, id: 1, id_customer: 42, date_created: '2026-11-01T12:00:00', total: 20 },
    { ...till, id: 2, id_customer: 42, date_created: '2026-11-10T12:00:00', total: 30.5 },
    { ...till, id: 3, id_customer: 42, date_created: '2026-11-12T12:00:00', total: 99, status: 'void' },
    { ...till, id: 4, email: 'ana@example.com', date_created: '2026-11-13T12:00:00', total: 10 },
    { ...till, id: 5, id_customer: 42, date_created: 'yesterday', total: 7 },
    // Before the look-back.
    { ...till, id: 6, id_customer: 42, date_created: '2025-12-24T12:00:00', total: 60 },
  ]);
  world.inventory.add({ id_item: 7, id_batch: 1, item: 'Flower', price_otd: 12, available: 3 });
  return world;
}

const roster = buildRoster({ seed: 1, customers: 20, items: 40, now: CALLABLES_NOW, days: 80 });

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([smallShop(), roster, new World()]);
  cli = await commandLinesOf(harness);
  await Promise.all([harness.sync('org1'), harness.sync('org2')]);
});
afterAll(() => harness.stop());

describe('tenants', () => {
  it('adds a tenant once, with what is given and nothing else', async () => {
    const parameters = ['tenants', 'add', 'shop', '--name', 'My Shop', '--lookback-days', '30'];
    expect(await cli.json(...parameters)).toEqual({
      code: 0,
      value: {
        orgId: 'shop',
        name: 'My Shop',
        pos: { provider: 'alleaves', status: 'paused', lookbackDays: 30 },
        secrets: ['ALLEAVES_USERNAME', 'ALLEAVES_PASSWORD', 'ALLEAVES_PIN'],
      },
    });
    const stored = { name: 'My Shop', pos: { provider: 'alleaves', status: 'paused', lookbackDays: 30 } };
    expect(await harness.document('tenants/shop')).toEqual(stored);
    const areas = ['--sellable-area', 'Sales Floor', '--sellable-area', 'Vault'];
    const menu = [...areas, '--minimum-stock', '2.5', '--no-item-details'];
    expect(await cli.json('tenants', 'add', 'other', '--name', 'Other', ...menu)).toMatchObject({
      value: { pos: { sellableAreas: ['Sales Floor', 'Vault'], minimumStock: 2.5, itemDetails: false } },
    });
    expect(await cli.json('tenants', 'add', 'shop', '--name', 'Another')).toEqual({
      code: 1,
      value: {
        error: {
          code: 'tenant_exists',
          message: expect.stringContaining("There's already a tenant 'shop'"),
        },
      },
    });
    expect(await harness.document('tenants/shop')).toEqual(stored);
  });

  it('lists, pauses and resumes', async () => {
    await harness.firestore
      .doc('tenants/broken')
      .set({ name: 'Broken', pos: { provider: 'alleaves', status: 'of' } });
    const [paused, again, list] = await Promise.all([
      cli.quick('tenants', 'pause', 'org3'),
      cli.json('tenants', 'resume', 'org2'),
      cli.json('tenants', 'list'),
    ]);
    expect(paused).toMatchObject({ code: 0, stdout: '✔ The sync of org3 is paused.\n', stderr: '' });
    expect((await harness.document('tenants/org3'))?.['pos']).toMatchObject({ status: 'paused' });
    expect(again.value).toEqual({ orgId: 'org2', status: 'active', changed: false });
    expect(list.value).toMatchObject({
      tenants: expect.arrayContaining([
        { orgId: 'org1', name: 'org1', syncStatus: 'active', timeZone: 'America/New_York', fault: null },
        expect.objectContaining({
          orgId: 'broken',
          syncStatus: null,
          fault: expect.stringContaining('pos.status'),
        }),
      ]),
    });
    await harness.firestore.doc('tenants/broken').delete();
    expect(await cli.json('sync', 'org3')).toMatchObject({
      code: 1,
      value: { error: { code: 'tenant_paused' } },
    });
  });

  it('checks and dry-runs one that is paused, and writes nothing for a check', async () => {
    const before = harness.stats();
    const [json, text] = [
      await cli.json('tenants', 'check', 'org3'),
      await cli.quick('tenants', 'check', 'org1', '--pages', '1'),
    ];
    expect(harness.stats()).toEqual({ ...before, reads: before.reads + 2 });
    expect(json).toMatchObject({ code: 0, value: { orgId: 'org3', ok: true, paused: true } });
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/✔ +org1 is ready for its first sync\.\n$/);
    expect(text.stdout).not.toContain('ana@example.com');
    const run = await cli.json('sync', 'org3', '--dry-run');
    expect(run).toMatchObject({ code: 0, value: { state: 'succeeded', dryRun: true } });
  });

  it('changes settings, and refuses none and malformed ones', async () => {
    const set = (...parameters: string[]) => cli.json('tenants', 'set', 'shop', ...parameters);
    expect(await set('--time-zone', 'America/Denver', '--dialect', 'observed')).toEqual({
      code: 0,
      value: { orgId: 'shop', pos: { timeZone: 'America/Denver', dialect: 'observed' } },
    });
    expect((await harness.document('tenants/shop'))?.['pos']).toEqual({
      provider: 'alleaves',
      status: 'paused',
      lookbackDays: 30,
      timeZone: 'America/Denver',
      dialect: 'observed',
    });
    expect(await set('--secret-prefix', '9 lives')).toMatchObject({
      code: 1,
      value: { error: { code: 'tenant_malformed', message: expect.stringContaining('pos.secretPrefix') } },
    });
    expect((await cli.quick('tenants', 'set', 'shop')).code).toBe(2);
    expect(await cli.json('tenants', 'set', 'nobody', '--dialect', 'auto')).toMatchObject({
      code: 1,
      value: { error: { code: 'unknown_tenant' } },
    });
  });
});

describe('status', () => {
  it('shows a tenant as a table and as JSON', async () => {
    const [text, json, unknown] = await Promise.all([
      cli.sam('status', 'org1'),
      cli.json('status', 'org1'),
      cli.json('status', 'nobody'),
    ]);
    expect(text.stdout).toMatch(
      /^ORG +STATE +LAST SUCCESS +CUSTOMERS +ORDERS +PRODUCTS +STAGE +ERROR\norg1 +succeeded +\d+ \w+ ago +3 +4 +1\n$/,
    );
    expect(json).toEqual({
      code: 0,
      value: {
        at: expect.stringMatching(/^2026-11-20T/),
        tenants: [
          {
            orgId: 'org1',
            name: 'org1',
            syncStatus: 'active',
            fault: null,
            ageSeconds: expect.any(Number),
            isStale: false,
            status: expect.objectContaining({
              state: 'succeeded',
              customerCount: 3,
              lastError: null,
              run: null,
            }),
          },
        ],
      },
    });
    expect(unknown).toMatchObject({ code: 1, value: { error: { code: 'unknown_tenant' } } });
  });

  it('is unknown to every command, where a mistyped tenant would look like one without anything', async () => {
    const commands = [
      ['runs', 'nobody'],
      ['find', 'nobody', 'ana'],
      ['explain', 'nobody', '1'],
      ['quarantine', 'nobody'],
      ['duplicates', 'nobody'],
      ['cost', 'nobody'],
      ['segments', 'changes', 'nobody'],
    ];
    for (const command of commands)
      expect([command, await cli.json(...command)]).toMatchObject([
        command,
        { code: 1, value: { error: { code: 'unknown_tenant' } } },
      ]);
    const { stderr } = await cli.sam('explain', 'org1', '404');
    expect(stderr).toContain("There's no such customer. `find` looks customers up.");
  });

  it('says what is wrong with a status that was damaged, however many tenants there are', async () => {
    const { firestore } = harness;
    // More than a page of them.
    const others = Array.from({ length: 101 }, (_, number) => firestore.doc(`tenants/shop${number}`));
    const status = firestore.doc('tenants/org3/sync_status/pos');
    const batch = firestore.batch().set(status, { state: 'asleep' });
    for (const tenant of others) batch.set(tenant, { pos: { provider: 'alleaves', status: 'active' } });
    await batch.commit();
    expect(await cli.processJson('status')).toMatchObject({
      code: 1,
      value: { error: { code: 'document_malformed' } },
    });
    const cleaning = firestore.batch().delete(status);
    for (const tenant of others) cleaning.delete(tenant);
    await cleaning.commit();
  });

  it('goes on until Ctrl-C with --watch', async () => {
    const command = cli.start('status', 'org1', '--watch', '--interval', '1');
    const exited = once(command, 'exit');
    command.stderr.resume();
    const heads: string[] = [];
    for await (const line of createInterface(command.stdout)) {
      if (!line.startsWith('ORG')) continue;
      heads.push(line);
      if (heads.length === 2) command.kill('SIGINT');
    }
    expect((await exited)[0]).toBe(130);
  });
});

describe('sync, backfill and resync', () => {
  it('follow a run to its end, and show what it did', async () => {
    harness.worlds['org1']?.customers.update(42, { name: 'Ben Itoh' });
    const { code, stdout, stderr } = await cli.sam('sync', 'org1');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^STAGE +ADDED +UPDATED .*\ncustomers +0 +1 +0 +2 +1 +2\norders +0 +0 +0 +4 +1 +2\n/,
    );
    expect(stdout).toMatch(
      /Orders from 2026-08-22 to 2026-11-20; \d+ reads, \d+ writes, 0 deletes: \$0\.\d{6}\n✔ org1: succeeded\.\n$/,
    );
    expect(stderr).toMatch(/^org1: run \S+-manual-\S+ .*\n[^]*✔ org1: run \S+ succeeded\n$/);
  });

  it('reaches back, and repairs one customer', async () => {
    const backfill = await cli.json('backfill', 'org1', '--from', '2025-12-01', '--to', '2025-12-31');
    expect(backfill).toMatchObject({
      code: 0,
      value: {
        orgId: 'org1',
        state: 'succeeded',
        trigger: 'backfill',
        window: { from: '2025-12-01', to: '2025-12-31' },
        stages: { orders: { added: 1 } },
      },
    });
    await harness.firestore.doc('tenants/org1/customers/alleaves_42').update({ displayName: 'Nobody' });
    expect(await cli.json('resync', 'org1', '42')).toMatchObject({
      code: 0,
      value: {
        state: 'succeeded',
        scope: { kind: 'customer', posCustomerId: '42' },
        stages: { customers: { updated: 1 } },
      },
    });
    expect(await harness.document('tenants/org1/customers/alleaves_42')).toMatchObject({
      displayName: 'Ben Itoh',
    });
  });
});

describe('followRun', () => {
  const session = () => {
    const { suite, context } = harness;
    return openSession({
      target: {
        kind: 'emulator',
        project: suite.project,
        firestoreHost: suite.firestore.host,
        pubsubHost: suite.pubsub.host,
      },
      context,
      progress: plainProgress(jest.fn()),
      print: jest.fn(),
    });
  };
  const timing = { interval: 5, begin: 60_000 };

  it('finds a run that ended before it was first looked at, also behind a later one', async () => {
    for (const runId of ['followed', 'later']) {
      await harness.context.publisher.publish('pos-sync-tenant', { orgId: 'org1', runId });
      await harness.suite.idle();
    }
    const run = await followRun(session(), 'org1', 'followed', 'earlier', timing);
    expect(run).toMatchObject({ runId: 'followed', state: 'succeeded' });
  });

  it('does not wait for a run in whose place another began', async () => {
    const replaced = followRun(session(), 'org1', 'never seen', 'earlier', timing);
    await expect(replaced).rejects.toMatchObject({ code: 'run_replaced' });
  });

  it('gives up on a run that does not begin', async () => {
    const waiting = followRun(session(), 'org3', 'never seen', null, { interval: 5, begin: 50 });
    await expect(waiting).rejects.toMatchObject({ code: 'run_not_begun', exitCode: 1 });
  });
});

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

describe('a run that the menu brake stops', () => {
  it('fails, becomes a dead letter, and goes on by force, which is asked for', async () => {
    for (const { id_item: id } of roster.inventory.rows.slice(0, 60)) roster.inventory.remove(Number(id));
    const failed = await cli.json('sync', 'org2');
    expect(failed).toMatchObject({
      code: 1,
      value: { state: 'failed', error: { code: 'menu_brake', stage: 'products' } },
    });

    await harness.suite.idle();
    const { value } = await cli.json('dead-letters', 'list', '--org', 'org2');
    expect(value).toMatchObject({
      letters: [{ orgId: 'org2', state: 'open', error: { code: 'menu_brake' } }],
      complete: true,
    });
    const [{ id }] = z.object({ letters: z.tuple([z.object({ id: z.string() })]) }).parse(value).letters;
    const [shown, replayed, asked, unforced, unknown] = await Promise.all([
      cli.json('dead-letters', 'show', id),
      cli.json('dead-letters', 'replay', id),
      cli.quick('dead-letters', 'discard', id),
      cli.quick('sync', 'org2', '--force-menu'),
      cli.json('dead-letters', 'show', 'nothing'),
    ]);
    expect(shown.value).toMatchObject({
      id,
      topic: 'pos-sync-products',
      message: { orgId: 'org2' },
      lastFailedAt: expect.stringMatching(/Z$/),
    });
    expect(replayed).toEqual({ code: 0, value: { id, replayed: true } });
    expect(unknown).toMatchObject({ code: 1, value: { error: { code: 'unknown_dead_letter' } } });
    for (const { code, stdout, stderr } of [asked, unforced]) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/Can't ask for confirmation here. Add --yes/);
    }
    await harness.suite.idle();
    const [discarded, forced] = await Promise.all([
      cli.json('dead-letters', 'discard', id, '--yes'),
      cli.json('sync', 'org2', '--force-menu', '--yes'),
    ]);
    expect(discarded.value).toEqual({ id, discarded: true });
    expect((await harness.document(`dead_letters/${id}`))?.['state']).toBe('discarded');
    expect(forced).toMatchObject({ code: 0, value: { state: 'succeeded' } });
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

describe('cost', () => {
  it('sums what the recorded runs were billed', async () => {
    const [text, json] = await Promise.all([cli.quick('cost', 'org1'), cli.json('cost', 'org1')]);
    const runs = await harness.firestore.collection('tenants/org1/sync_runs').get();
    const reads = runs.docs
      .map((run) => run.get('billed.reads') as number)
      .reduce((sum, count) => sum + count);
    expect(json).toMatchObject({
      code: 0,
      value: {
        orgId: 'org1',
        days: [{ day: '2026-11-20', runs: runs.size, billed: { reads } }],
        month: { reads: 30 * reads },
      },
    });
    const elsewhere = await cli.json('cost', 'org1', '--location', 'eur3');
    const usd = z.object({ value: z.object({ month: z.object({ usd: z.number() }) }) });
    expect(usd.parse(elsewhere).value.month.usd).toBeCloseTo(2 * usd.parse(json).value.month.usd, 6);
    expect(text.stdout).toMatch(
      /^ +RUNS +READS +WRITES +DELETES +DOLLARS\nlast run, 2026-11-20 15:\d\dZ +1 /,
    );
  });
});
