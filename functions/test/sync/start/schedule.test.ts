import { setTimeout as delay } from 'node:timers/promises';
import { scheduleTenants } from '../../../src/sync/start/schedule';
import { TOPICS } from '../../../src/sync/run/topics';
import { TransientError } from '../../../src/platform/ports/errors';
import { PipelineHarness } from '../../support/pipeline';
import { decodeObject } from '../../support/json';

const moment = new Date('2026-11-20T15:00:00Z');
let shop: PipelineHarness;

beforeEach(async () => {
  shop = await PipelineHarness.start([{}, {}, { tenant: { status: 'paused' } }]);
});
afterEach(async () => shop.stop());

const published = () => shop.queue.map(({ topic, data }) => ({ topic, ...decodeObject(data) }));

describe('scheduleTenants', () => {
  it('publishes one message for each active tenant, for one run each', async () => {
    expect(await scheduleTenants(shop.context, moment)).toEqual({ published: 2 });
    const message = { topic: TOPICS.customers, runId: '20261120T150000000Z-schedule', trigger: 'schedule' };
    expect(published()).toHaveLength(2);
    expect(published()).toEqual(
      expect.arrayContaining([
        { ...message, orgId: 'org1' },
        { ...message, orgId: 'org2' },
      ]),
    );
  });

  it('starts no second run when the same moment is scheduled twice', async () => {
    for (const { orgId, world } of shop.shops) world.customers.add({ id: 1, email: `a@${orgId}.example` });
    await scheduleTenants(shop.context, moment);
    await scheduleTenants(shop.context, moment);
    await shop.settle();
    for (const orgId of ['org1', 'org2']) {
      expect(await shop.runs(orgId)).toEqual([
        expect.objectContaining({ trigger: 'schedule', state: 'succeeded' }),
      ]);
    }
  });

  it('publishes the others when one fails, and asks to be run again', async () => {
    const publish = shop.context.publisher.publish.bind(shop.context.publisher);
    const publisher = {
      publish: async (topic: string, message: { orgId?: string }) => {
        if (message.orgId === 'org1') throw new TransientError('publish_failed', 'no');
        return publish(topic, message);
      },
    };
    await expect(scheduleTenants({ ...shop.context, publisher }, moment)).rejects.toThrow(
      /1 tenants couldn't be scheduled/,
    );
    expect(published()).toEqual([expect.objectContaining({ orgId: 'org2' })]);
  });

  it('logs each cause once, and throws with them', async () => {
    const { firestore } = shop.server;
    for (const orgId of ['org3', 'org4'])
      await firestore.doc(`tenants/${orgId}`).set({ pos: { provider: 'alleaves', status: 'active' } });
    const codes: Readonly<Record<string, number>> = { org1: 7, org2: 5, org3: 7 };
    const publisher = {
      publish: (_topic: string, { orgId }: { orgId?: string }) => {
        const code = codes[orgId ?? ''];
        if (code === undefined) return Promise.resolve();
        const cause = Object.assign(new Error('refused'), { code });
        return Promise.reject(new TransientError('publish_failed', 'Pub/Sub did not take it.', { cause }));
      },
    };
    const failure: unknown = await scheduleTenants({ ...shop.context, publisher }, moment).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'schedule_incomplete', cause: expect.any(AggregateError) });
    expect(shop.lines.map(({ level, message, fields }) => ({ level, message, ...fields }))).toEqual(
      expect.arrayContaining([
        { level: 'info', message: 'tenants scheduled', published: 1, failed: 3 },
        ...[
          { tenants: 2, name: 'Error (7)' },
          { tenants: 1, name: 'Error (5)' },
        ].map(({ tenants, name }) => ({
          ...{ level: 'warn', message: 'tenants not scheduled', tenants },
          error: {
            ...{ kind: 'transient', code: 'publish_failed', message: 'Pub/Sub did not take it.' },
            origin: expect.arrayContaining([name]),
          },
        })),
      ]),
    );
    expect(shop.lines).toHaveLength(3);
  });

  it('begins each tenant at a moment of its own, another one in each tick', async () => {
    const { firestore } = shop.server;
    const names = Array.from({ length: 20 }, (_, tenant) => `spread${tenant}`);
    for (const name of names) {
      await firestore.doc(`tenants/${name}`).set({ pos: { provider: 'alleaves', status: 'active' } });
    }
    const begun = async (tick: Date) => {
      const moments: number[] = [];
      const orgIds: unknown[] = [];
      const publisher = {
        publish: (_topic: string, { orgId }: { orgId?: unknown }) => {
          moments.push(performance.now());
          orgIds.push(orgId);
          return Promise.resolve();
        },
      };
      await scheduleTenants({ ...shop.context, publisher }, tick);
      return { spread: (moments.at(-1) ?? 0) - (moments[0] ?? 0), orgIds };
    };
    const first = await begun(moment);
    const second = await begun(new Date(moment.getTime() + 30 * 60_000));
    // 22 tenants have 2.1 s between them; that all of them fall into a third of it is next to impossible.
    for (const { spread } of [first, second]) expect(spread).toBeGreaterThan(700);
    expect(first.orgIds).not.toEqual(second.orgIds);
    expect([...first.orgIds].sort()).toEqual([...second.orgIds].sort());
  });

  it('publishes for more tenants than are in flight at a time', async () => {
    const { firestore } = shop.server;
    const batch = firestore.batch();
    for (let tenant = 0; tenant < 12; tenant += 1) {
      batch.set(firestore.doc(`tenants/many${tenant}`), { pos: { provider: 'alleaves', status: 'active' } });
    }
    await batch.commit();
    shop.limit({ inFlight: { publishes: 10 }, spread: { longestMilliseconds: 0 } });
    let inFlight = 0;
    let most = 0;
    const publisher = {
      publish: async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await delay(20);
        inFlight -= 1;
      },
    };
    expect(await scheduleTenants({ ...shop.context, publisher }, moment)).toEqual({ published: 14 });
    expect(most).toBe(10);
  });
});
