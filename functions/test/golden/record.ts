import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRoster } from '../../../tools/pos/worlds/builders';
import { Database } from '../../src/platform/firestore/database';
import { eraseCustomer } from '../../src/upkeep/erasure/eraseCustomer';
import { TOPICS } from '../../src/sync/run/topics';
import { type Documents, type GoldenRelease, row, toJson } from './goldenRelease';
import { GoldenShop } from './goldenShop';
import { version } from '../../package.json';
import { decodeObject } from '../support/json';

/** `node scripts/bundled.mjs ../functions/test/golden/record.ts` keeps what this release writes, once, when it is published: later ones must read it. */

const FILE = join(__dirname, `${version}.json`);
const PAGE_SIZE = 6;

type Run = GoldenRelease['runs'][number];

const contents: GoldenRelease['contents'] = [];
const places = new Map<string, number>();

/** Keeps each content once. */
function keep(documents: Documents): Record<string, number> {
  const kept = Object.entries(documents).map(([path, content]) => {
    const text = JSON.stringify(content);
    const place = places.get(text) ?? contents.push(content) - 1;
    places.set(text, place);
    return [path, place] as const;
  });
  return Object.fromEntries(kept);
}

function posRows(): GoldenRelease['pos'] {
  const world = buildRoster({
    seed: 5,
    customers: 8,
    items: 5,
    shareWithEmail: 0.4,
    now: new Date('2026-11-20T15:00:00Z'),
  });
  const [customer, order] = [world.customers.rows[0], world.orders.rows[0]];
  return {
    customers: [...world.customers.rows, { ...customer, id_customer: 9_001, loyalty_points: 'many' }],
    orders: [...world.orders.rows, { ...order, id: 9_002, total: 'much' }],
    inventory: [...world.inventory.rows],
  };
}

/** Cursors that only shops of more than a page of documents come to. */
const LATER_CURSORS: Readonly<Record<string, object[]>> = {
  [TOPICS.customers]: [{ rebuiltTo: 'alleaves_2' }],
  [TOPICS.orders]: [{ rebuiltTo: 'alleaves_500003' }],
  [TOPICS.spending]: [{ rebuiltTo: 'cid_2' }, { rebuilt: true }, { repairedTo: 'alleaves_2' }],
  [TOPICS.products]: [{ rebuiltTo: 'alleaves_9001' }],
};

function laterMoments(moment: Run['moments'][number]): Run['moments'] {
  if (moment.message['cursor'] !== undefined) return [];
  return (LATER_CURSORS[moment.topic] ?? []).map((cursor) => ({
    ...moment,
    name: `${moment.topic}, ${Object.keys(cursor).join(' ')}`,
    message: { ...moment.message, cursor },
  }));
}

/** Runs a message to its end, and keeps the first delivery of each kind of cursor. */
async function recordRun(shop: GoldenShop, message: object): Promise<Run> {
  const moments = new Map<string, Run['moments'][number]>();
  shop.harness.publish(TOPICS.customers, { orgId: 'org1', ...message });
  await shop.settle(async (delivery) => {
    const parsed = decodeObject(delivery.data);
    const cursor = Object.keys(parsed['cursor'] ?? {}).join(' ') || 'start';
    const name = `${delivery.topic}, ${cursor}`;
    if (!moments.has(name))
      moments.set(name, {
        name,
        messageId: delivery.messageId,
        topic: delivery.topic,
        message: parsed,
        documents: keep(await shop.documents()),
      });
  });
  await shop.deliverTriggers();
  return { moments: [...moments.values()], end: keep(await shop.documents()) };
}

/** Messages of all kinds that start runs, as they are published or kept as dead letters. */
const MESSAGES = [
  { name: 'by hand', topic: TOPICS.customers, message: { orgId: 'org1' } },
  {
    name: 'of the schedule',
    topic: TOPICS.customers,
    message: { orgId: 'org1', runId: '20261120T150000000Z-schedule', trigger: 'schedule' },
  },
  {
    name: 'of a backfill',
    topic: TOPICS.customers,
    message: {
      orgId: 'org1',
      runId: 'golden-backfill',
      trigger: 'backfill',
      scope: { kind: 'window', from: '2026-06-01', to: '2026-06-30' },
    },
  },
  {
    name: 'of one customer',
    topic: TOPICS.customers,
    message: { orgId: 'org1', runId: 'golden-customer', scope: { kind: 'customer', posCustomerId: '1' } },
  },
  {
    name: 'of a dry run that may empty the menu',
    topic: TOPICS.customers,
    message: { orgId: 'org1', runId: 'golden-dry', mode: 'full', dryRun: true, forceMenu: true },
  },
];

async function record(): Promise<GoldenRelease> {
  const pos = posRows();
  const shop = await GoldenShop.open({ pos, pageSize: PAGE_SIZE });
  const first = await recordRun(shop, {});
  const database = new Database(shop.context.firestore);
  await eraseCustomer(
    shop.context,
    database,
    'org1',
    `alleaves_${String(pos.customers[0]?.['id_customer'])}`,
  );
  const tenant = shop.context.firestore.doc('tenants/org1');
  for (const collection of ['customers', 'orders', 'customer_spending']) {
    const [first] = (await tenant.collection(collection).limit(1).get()).docs;
    await first?.ref.delete();
  }
  const full = await recordRun(shop, { mode: 'full' });
  const again = await recordRun(shop, { mode: 'full' });
  again.moments = again.moments.flatMap(laterMoments);
  shop.harness.publish(TOPICS.orders, { orgId: 'org1', runId: 7 });
  await shop.settle();
  const { docs } = await shop.context.firestore.collection('dead_letters').get();
  const deadLetters = keep(
    Object.fromEntries(docs.map((letter) => [letter.ref.path, row.parse(toJson(letter.data()))])),
  );
  await shop.harness.stop();
  return {
    release: version,
    pageSize: PAGE_SIZE,
    pos,
    runs: [first, full, again],
    deadLetters,
    contents,
    messages: MESSAGES,
  };
}

void record().then((golden) => {
  writeFileSync(FILE, `${JSON.stringify(golden)}\n`);
  process.stderr.write(`${FILE}\n`);
  process.exit(0);
});
