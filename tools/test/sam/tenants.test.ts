import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { World } from '../../pos/world';
import { CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';
import { smallShop } from './smallShop';

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([smallShop(), new World(), new World()]);
  cli = await commandLinesOf(harness);
  await harness.sync('org1');
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
