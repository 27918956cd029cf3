/**
 * The deployed functions on the embedded services, with shops that have been synced: what the tests and the screenshots look
 * at. Prints one line of JSON when all is ready, and ends at SIGTERM.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFunctions } from '../../tools/emulators/functions/loadFunctions';
import { startSuite } from '../../tools/emulators/suite';
import { buildOddities, buildRoster } from '../../tools/pos/worlds/builders';
import { startPosSimulator } from '../../tools/pos/simulator';
import { World } from '../../tools/pos/world';
import { getContext } from '../../functions/src/functions/composition';

const NOW = new Date('2026-11-20T15:00:00Z');

/** The shops by org id. `locked` has no credentials for its POS, so that its sync fails for good. */
const SHOPS = {
  greenleaf: {
    name: 'Green Leaf',
    timeZone: 'America/New_York',
    world: buildRoster({ seed: 7, customers: 3_004, now: NOW, ordersPerCustomer: 1, shareWithEmail: 0.1 }),
  },
  oddities: {
    name: 'Odd Corner',
    timeZone: 'America/Los_Angeles',
    world: buildOddities({ now: NOW, timeZone: 'America/Los_Angeles' }),
  },
  harbor: {
    name: 'Harbor Street',
    timeZone: 'America/Denver',
    world: buildRoster({ seed: 11, customers: 120, now: NOW, ordersPerCustomer: 1, shareWithEmail: 0.5 }),
  },
  longname: {
    name: 'The Greenhouse Collective of Upper Willamette Valley, Eugene',
    timeZone: 'America/Los_Angeles',
    world: buildRoster({ seed: 13, customers: 60, now: NOW, ordersPerCustomer: 2, shareWithEmail: 0.5 }),
  },
  locked: { name: 'Locked Door', timeZone: 'America/Chicago', world: new World() },
  fresh: { name: 'Fresh Start', timeZone: 'Europe/Berlin', world: new World() },
};

/** What the staff of the large shop have tagged. */
const TAGS = {
  alleaves_1: ['newsletter', 'wholesale'],
  alleaves_2: ['newsletter'],
  alleaves_3: ['wholesale'],
  alleaves_21: ['newsletter'],
  alleaves_22: ['complaint'],
};

/** How many changes of segment a shop has that an order made and not the import: the newest ones. The others have imports only. */
const MOVED = { greenleaf: 250, longname: 12 };

/** How long the POS takes over each menu: a run shall be under way long enough for a page that looks every second to see it. */
const MENU_MILLISECONDS = 4_000;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

async function writeSecrets(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'console-')), 'secrets');
  const lines = Object.keys(SHOPS)
    .filter((orgId) => orgId !== 'locked')
    .flatMap((orgId) => [
      `${orgId}_USERNAME=user-${orgId}`,
      `${orgId}_PASSWORD=correct-horse`,
      `${orgId}_PIN=4711`,
      `${orgId}_LOCATION_ID=${orgId}`,
    ]);
  await writeFile(file, lines.join('\n'));
  return file;
}

async function main(): Promise<void> {
  const secretsFile = await writeSecrets();
  const project = 'demo-console';
  const suite = await startSuite({
    project,
    schedules: false,
    now: NOW,
    backoff: { minimumMs: 1, maximumMs: 8 },
    log,
    loadExports: (clock) => loadFunctions({ project, clock, secretsFile }),
  });
  const pos = await startPosSimulator({
    clock: suite.clock,
    tenants: Object.entries(SHOPS).map(([orgId, { world, timeZone }]) => ({
      username: `user-${orgId}`,
      password: 'correct-horse',
      pin: '4711',
      locationId: orgId,
      timeZone,
      world,
    })),
  });
  const { firestore, publisher } = getContext();
  for (const [orgId, { name, timeZone }] of Object.entries(SHOPS)) {
    const settings = {
      provider: 'alleaves',
      historyStart: '2026-05-01',
      status: 'active',
      secretPrefix: orgId,
      baseUrl: pos.baseUrl,
      timeZone,
    };
    await firestore.doc(`tenants/${orgId}`).set({ name, pos: settings });
    if (orgId !== 'fresh') await publisher.publish('pos-sync-tenant', { orgId });
  }
  await suite.idle();
  for (const [customerId, tags] of Object.entries(TAGS))
    await firestore.doc(`tenants/greenleaf/customers/${customerId}`).update({ tags });
  for (const [orgId, count] of Object.entries(MOVED)) {
    const changes = firestore.collection(`tenants/${orgId}/segment_changes`);
    const { docs } = await changes.orderBy('at', 'desc').limit(count).get();
    for (const { ref } of docs) await ref.update({ previousOrderCount: 1 });
  }
  pos.faults.rate('inventory', { delayMs: MENU_MILLISECONDS }, 1);
  process.stdout.write(`${JSON.stringify({ url: suite.functions.url })}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
