import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { replayDeadLetter } from '../../src/sync/start/replay';
import { storedDocuments } from '../scenarios/stored';
import { decodePathSegment } from '../../src/rules/identity/pathSegment';
import { readGoldenRelease } from './goldenRelease';
import { GoldenShop } from './goldenShop';

const releases = readdirSync(__dirname).filter((file) => file.endsWith('.json'));

/** Paths of the shop's data, apart from what the pipeline keeps for itself; quarantine counts how often a row was seen. */
const isData = (path: string) =>
  !/\/(?:sync_status|sync_runs|sync_index|sync_quarantine)\/|^tenants\/org1$/.test(path);

/**
 * What this release writes again, once, of what an older one has left (CHANGELOG): items of 0.1, which got fields, and of which `price` means
 * something else; its orders, which got a location; and spending with what follows from it, which got the rhythm.
 */
const isRewritten = (path: string) =>
  /\/(?:publicViews\/products\/items|orders|customer_spending|customers)\//.test(path);

type Stored = Awaited<ReturnType<typeof storedDocuments>>;

/** Spending by what its ids stand for: the first release escaped other characters in other ways. */
function byText(stored: Stored, decode: (id: string) => string): Stored {
  const spending = Object.entries(stored['customer_spending'] ?? {});
  return {
    ...stored,
    customer_spending: Object.fromEntries(spending.map(([id, fields]) => [decode(id), fields])),
  };
}

/** Stored documents with the fields that an older release knew. */
function asBefore(now: Stored, before: Stored): Stored {
  return mapValues(now, (documents, collection) =>
    mapValues(documents, (fields, id) => {
      const known = Object.keys(before[collection]?.[id] ?? {});
      return Object.fromEntries(Object.entries(fields).filter(([name]) => known.includes(name)));
    }),
  );
}

function mapValues<From, To>(
  record: Record<string, From>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

let shop: GoldenShop;
afterEach(() => shop.harness.stop());

describe.each(releases)('what release %s left behind', (file) => {
  const golden = readGoldenRelease(join(__dirname, file));
  const { contents } = golden;
  const documentsAt = (places: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(places).map(([path, place]) => [path, contents[place] ?? {}]));
  const moments = golden.runs.flatMap((run, position) =>
    run.moments.map((moment) => [`run ${position + 1}, ${moment.name}`, run, moment] as const),
  );

  it.each(moments)('is continued by this release: %s', async (_, run, moment) => {
    shop = await GoldenShop.open(golden);
    await shop.restore(documentsAt(moment.documents));
    const before = documentsAt(moment.documents);
    const end = documentsAt(run.end);
    // What the old release had already made as it should be.
    const ready = Object.keys(end).filter(
      (path) => isData(path) && !isRewritten(path) && isDeepStrictEqual(before[path], end[path]),
    );
    const changedAt = await shop.changedAt(ready);
    shop.send(moment);
    await shop.settle();

    expect(await shop.harness.status()).toMatchObject({ state: 'succeeded', lastError: null, lease: null });
    expect(shop.harness.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(await shop.changedAt(ready)).toEqual(changedAt);

    await shop.deliverTriggers();
    shop.stopInterrupting();
    await shop.harness.sync();
    const now = await storedDocuments(shop.harness);
    const all = Object.entries(now).flatMap(([collection, documents]) =>
      Object.keys(documents).map((id) => `tenants/org1/${collection}/${id}`),
    );
    const writtenAt = await shop.changedAt(all);
    await shop.harness.sync();
    expect(await shop.changedAt(all)).toEqual(writtenAt);

    await shop.restore(end);
    const restored = mapValues(await storedDocuments(shop.harness), (documents, collection) =>
      Object.fromEntries(
        Object.entries(documents).filter(([id]) => `tenants/org1/${collection}/${id}` in end),
      ),
    );
    const expected = byText(restored, decodeURIComponent);
    expect(asBefore(byText(now, decodePathSegment), expected)).toEqual(expected);
  });

  it.each(golden.messages.map((sent) => [sent.name, sent] as const))(
    'starts runs: a message %s',
    async (_, sent) => {
      shop = await GoldenShop.open(golden);
      await shop.restore(documentsAt(golden.runs.at(-1)?.end ?? {}));
      const paths = Object.keys(golden.runs.at(-1)?.end ?? {}).filter(
        (path) => isData(path) && !isRewritten(path),
      );
      const changedAt = await shop.changedAt(paths);
      shop.send({ ...sent, messageId: 'golden' });
      await shop.settle();
      // Only a backfill reaches beyond what the old release has made as it should be.
      if (sent.message['trigger'] !== 'backfill') expect(await shop.changedAt(paths)).toEqual(changedAt);
      const { lastRunId } = await shop.harness.status();
      const runs = await shop.harness.documents('sync_runs');
      expect(runs[String(sent.message['runId'] ?? lastRunId)]).toMatchObject({
        state: 'succeeded',
        trigger: sent.message['trigger'] ?? 'manual',
      });
      expect(shop.harness.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    },
  );

  it('is written again once where the changelog says so, and then no more', async () => {
    shop = await GoldenShop.open(golden);
    const end = documentsAt(golden.runs.at(-1)?.end ?? {});
    await shop.restore(end);
    shop.stopInterrupting();
    const { harness } = shop;
    const written: string[] = [];
    harness.server.onChange(({ path }) => written.push(path));
    await harness.sync();
    const of = (collection: string, paths: readonly string[]) =>
      paths.filter((path) => path.startsWith(`tenants/org1/${collection}/`)).sort();
    const ordering = Object.entries(await harness.documents('customers')).filter(
      ([, { orderCount }]) => Number(orderCount) > 0,
    );
    expect(of('customers', written)).toEqual(ordering.map(([id]) => `tenants/org1/customers/${id}`).sort());
    // All of them are in the window.
    for (const collection of ['orders', 'publicViews', 'sync_quarantine'])
      expect(of(collection, written)).toEqual(of(collection, Object.keys(end)));
    const before = of('customer_spending', Object.keys(end));
    const now = Object.keys(await harness.documents('customer_spending'));
    const moved = now
      .map((id) => `tenants/org1/customer_spending/${id}`)
      .filter((path) => !before.includes(path));
    expect(of('customer_spending', written)).toEqual([...before, ...moved].sort());
    expect(moved.map((path) => path.split('/').at(-1)).sort()).toEqual(
      before.filter((path) => /%|[^ -~]/.test(path)).length === 0
        ? []
        : ['50=25off@example.com', 'jos=E9@example.com'],
    );

    written.length = 0;
    await harness.sync();
    expect(written.filter((path) => !/\/sync_(?:status|runs)\//.test(path))).toEqual([]);
  });

  it('holds dead letters that can be replayed', async () => {
    shop = await GoldenShop.open(golden);
    await shop.restore({ ...documentsAt(golden.runs.at(-1)?.end ?? {}), ...documentsAt(golden.deadLetters) });
    const letters = Object.keys(golden.deadLetters).map((path) => path.replace('dead_letters/', ''));
    expect(letters.length).toBeGreaterThan(0);
    for (const id of letters) {
      await replayDeadLetter(shop.context, id);
      expect(await shop.harness.document(`dead_letters/${id}`)).toMatchObject({ state: 'replayed' });
    }
    expect(shop.harness.queue.length).toBe(letters.length);
  });
});
