import { Database } from '../../src/platform/firestore/database';
import { isLost, isRebuilding, isWhole, markRebuilding } from '../../src/packedIndex/rebuildMark';
import { limitsWith } from '../support/limits';
import { startTestFirestore, type TestFirestore } from '../support/firestore';
import { openWriter } from './openIndex';

const LIMITS = limitsWith({ shard: { entries: 20 } });

let server: TestFirestore;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

const open = (orgId: string) =>
  openWriter(new Database(server.firestore), orgId, LIMITS, { quarantinedSince: new Date('2100-01-01') });

describe('the mark of a rebuild', () => {
  it('is there from its commit until it is removed, for every later reader', async () => {
    const first = open('org1');
    expect([await isLost(first.index), await isWhole(first.index)]).toEqual([true, false]);
    markRebuilding(first.index, true);
    expect(await isRebuilding(first.index)).toBe(true);
    await first.writer.flush();

    const second = open('org1');
    expect([await isLost(second.index), await isRebuilding(second.index)]).toEqual([false, true]);
    expect(await isWhole(second.index)).toBe(false);
    markRebuilding(second.index, false);
    await second.writer.flush();
    expect(await isWhole(open('org1').index)).toBe(true);
  });

  it('outlives splits of its shard, and the expiry of quarantined rows', async () => {
    const { index, writer } = open('org2');
    expect(await isLost(index)).toBe(true);
    markRebuilding(index, true);
    await writer.flush();
    const keys = [...Array.from({ length: 87 }, (_, number) => String(number)), '~a', '~z', 'name'];
    for (let start = 0; start < keys.length; start += 15) {
      const batch = keys.slice(start, start + 15);
      await index.loadFor(batch);
      for (const key of batch)
        index.change(key, { record: { entry: { hash: 'h' }, write: { kind: 'none' }, bytes: 1 } });
      await writer.flush();
    }

    const later = open('org2').index;
    await later.loadAll();
    const shards = later.loadedShards();
    expect(shards.length).toBeGreaterThan(4);
    expect(shards.filter((shard) => shard.isRebuilding)).toHaveLength(1);
    expect(await isRebuilding(later)).toBe(true);
    expect(later.size).toBe(keys.length);
  });
});
