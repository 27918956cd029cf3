import { World } from '../../pos/world';
import { CallableHarness } from '../../../functions/test/support/callables';
import { commandLinesOf } from './commandLine';

/** Sets the clipboard, clears the screen, colors, turns text around, breaks the line. */
const HOSTILE = 'Ann\u001b]52;c;cm0=\u0007\u001b[2J\u001b[32m\u009b2J\u202e\u2028\r\n✔ all is well';
const OBEYED = /[^\P{C}\n]|[\u2028\u2029]/u;

function hostileShop(): World {
  const world = new World();
  world.customers.addAll([
    { id_customer: 42, name: HOSTILE, phone: HOSTILE },
    { id_customer: `7${HOSTILE}`, name: 'Bo', date_of_birth: HOSTILE },
  ]);
  const till = { email: 'no-email@alleaves.local', status: HOSTILE, date_created: '2026-11-01T12:00:00' };
  world.orders.addAll([
    { ...till, id: `1${HOSTILE}`, id_customer: 42, total: 20 },
    { ...till, id: 2, id_customer: 42, total: HOSTILE, [HOSTILE]: HOSTILE },
  ]);
  world.inventory.addAll([
    { id_item: 1, id_batch: 1, item: HOSTILE, price_otd: 1, available: 1, brand: HOSTILE },
    { id_item: 2, id_batch: 2, item: 'x', price_otd: HOSTILE, available: 1 },
  ]);
  return world;
}

let harness: CallableHarness;
let cli: Awaited<ReturnType<typeof commandLinesOf>>;
beforeAll(async () => {
  harness = await CallableHarness.start([hostileShop()]);
  cli = await commandLinesOf(harness);
  await harness.sync('org1');
  const { firestore } = harness;
  await firestore.doc('tenants/org1').update({ name: HOSTILE });
  await firestore.doc('tenants/broken').set({ name: HOSTILE, pos: { provider: HOSTILE, [HOSTILE]: 1 } });
  const at = new Date('2026-11-19');
  await firestore.doc('dead_letters/one').set({
    ...{
      topic: HOSTILE,
      messageId: HOSTILE,
      message: { [HOSTILE]: HOSTILE },
      orgId: HOSTILE,
      runId: HOSTILE,
    },
    ...{ error: { kind: 'permanent', code: HOSTILE, message: HOSTILE, stage: HOSTILE }, attempts: 1 },
    ...{ firstFailedAt: at, lastFailedAt: at, state: 'open', expireAt: null },
  });
  harness.pos.faults.rate('inventory', { status: 400, message: HOSTILE }, 1);
  await harness.sync('org1').catch(() => undefined);
});
afterAll(() => harness.stop());

// Caught: text of the POS printed as it is, in any command, on either channel, with and without --json.
it.each([
  ['status'],
  ['tenants', 'list'],
  ['runs', 'org1'],
  ['explain', 'org1', '42'],
  ['explain', 'org1', `7${HOSTILE}`],
  ['explain', 'org1', HOSTILE],
  ['quarantine', 'org1'],
  ['quarantine', 'org1', '2'],
  ['dead-letters', 'list'],
  ['dead-letters', 'show', 'one'],
  ['dead-letters', 'discard', 'one'],
  ['reconcile', 'org1'],
  ['cost', 'org1'],
  ['sync', 'org1'],
  [HOSTILE],
  ['status', `--${HOSTILE}`],
])('%j prints nothing that a terminal obeys', async (...parameters: string[]) => {
  for (const flags of [[], ['--json'], ['--verbose']]) {
    const { stdout, stderr } = await cli.quick(...parameters, ...flags);
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(stdout).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(OBEYED);
    // A line of its own would pass for the command's.
    expect(stdout).not.toMatch(/^✔ all is well/m);
  }
});

it('what is escaped in JSON is the same value', async () => {
  const { value } = await cli.json('explain', 'org1', '42');
  expect(JSON.stringify(value)).toContain(JSON.stringify('\u001b]52;c;cm0=\u0007').slice(1, -1));
});
