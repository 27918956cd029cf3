import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { replayDeadLetter } from '../../src/pipeline/replay';
import { storedDocuments } from '../scenarios/stored';
import { readGoldenRelease } from './goldenRelease';
import { GoldenShop } from './goldenShop';

const releases = readdirSync(__dirname).filter((file) => file.endsWith('.json'));

/** Paths of the shop's data, apart from what the pipeline keeps for itself; quarantine counts how often a row was seen. */
const isData = (path: string) =>
  !/\/(?:sync_status|sync_runs|sync_index|sync_quarantine)\/|^tenants\/org1$/.test(path);

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

  it.each(moments)('is gone on with by this release: %s', async (_, run, moment) => {
    shop = await GoldenShop.open(golden);
    await shop.restore(documentsAt(moment.documents));
    const before = documentsAt(moment.documents);
    const end = documentsAt(run.end);
    // What the old release had already made as it should be.
    const ready = Object.keys(end).filter(
      (path) => isData(path) && isDeepStrictEqual(before[path], end[path]),
    );
    const changedAt = await shop.changedAt(ready);
    shop.send(moment);
    await shop.settle();

    expect(await shop.harness.status()).toMatchObject({ state: 'succeeded', lastError: null, lease: null });
    expect(shop.harness.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(await shop.changedAt(ready)).toEqual(changedAt);

    await shop.deliverTriggers();
    const now = await storedDocuments(shop.harness);
    await shop.restore(end);
    expect(now).toEqual(await storedDocuments(shop.harness));
  });

  it.each(golden.messages.map((sent) => [sent.name, sent] as const))(
    'starts runs: a message %s',
    async (_, sent) => {
      shop = await GoldenShop.open(golden);
      await shop.restore(documentsAt(golden.runs.at(-1)?.end ?? {}));
      const paths = Object.keys(golden.runs.at(-1)?.end ?? {}).filter(isData);
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
