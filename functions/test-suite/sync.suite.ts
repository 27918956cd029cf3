import { z } from 'zod';
import { buildRoster } from '../../tools/pos/worlds/builders';
import type { PosSimulator } from '../../tools/pos/simulator';
import { histogram, Oracle } from '../../tools/oracle/oracle';
import { expectedDocuments, storedDocuments } from '../test/scenarios/stored';
import { Emulators } from './emulators';

const emulators = Emulators.connect();
const orgId = `suite${Date.now()}`;
const now = new Date();
const world = buildRoster({ seed: 11, customers: 25, items: 10, now });
const oracle = new Oracle({ timeZone: 'America/New_York', lookbackDays: 90 });
let pos: PosSimulator;

beforeAll(async () => {
  pos = await emulators.open(orgId, world);
});
afterAll(async () => {
  await pos.stop();
  await emulators.close();
});

/** Waits for the Firestore trigger, which works on after the run has ended. */
async function segmentsFollow(): Promise<void> {
  const expected = expectedDocuments(oracle, orgId, now);
  await emulators.until('the segments are those of the oracle', async () => {
    const stored = await storedDocuments(emulators, orgId);
    return JSON.stringify(histogramOf(stored['customers'])) ===
      JSON.stringify(histogramOf(expected['customers']))
      ? true
      : undefined;
  });
  expect(await storedDocuments(emulators, orgId)).toEqual(expected);
}

function histogramOf(customers: Record<string, Record<string, unknown>> = {}) {
  const fields = Object.values(customers).map(
    ({ segment, totalSpent }) => `${String(segment)} ${String(totalSpent)}`,
  );
  return Object.entries(histogram(fields)).sort();
}

describe('a sync through the emulators', () => {
  it('brings Firestore to what the POS says', async () => {
    oracle.sync(world, now);
    expect(await emulators.sync(orgId)).toMatchObject({ state: 'succeeded', stage: 'status' });
    await segmentsFollow();
  });

  it('writes nothing when nothing has changed', async () => {
    const { stages } = await emulators.sync(orgId);
    for (const counts of Object.values(z.record(z.string(), z.unknown()).parse(stages)))
      expect(counts).toMatchObject({ added: 0, updated: 0, deleted: 0 });
  });

  it('follows the POS', async () => {
    const id = Number(world.customers.rows[0]?.['id_customer']);
    expect(world.customers.update(id, { name_first: 'Renamed' })).toBe(1);
    oracle.sync(world, now);
    expect(await emulators.sync(orgId)).toMatchObject({ stages: { customers: { updated: 1 } } });
    await segmentsFollow();
  });

  it('is answered about by a callable, for those who may ask', async () => {
    const staff = { orgId, role: 'staff' };
    expect(await emulators.call('getSyncStatus', {}, staff)).toMatchObject({
      status: 200,
      body: { result: { status: { state: 'succeeded', customerCount: 25 } } },
    });
    expect(await emulators.call('getSyncStatus', { orgId: 'other' }, staff)).toMatchObject({ status: 403 });
  });
});

describe("a message that isn't ours", () => {
  it('ends among the dead letters', async () => {
    const messageId = await emulators.publish('pos-sync-orders', 'not one of ours');
    const letter = await emulators.until('the message is a dead letter', async () => {
      const letters = emulators.firestore.collection('dead_letters');
      const { docs } = await letters.where('messageId', '==', messageId).get();
      return docs[0]?.data();
    });
    expect(letter).toMatchObject({ state: 'open', topic: 'pos-sync-orders', error: { code: 'bad_message' } });
  });
});
