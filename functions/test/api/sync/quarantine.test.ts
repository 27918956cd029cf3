import { World } from '../../../../tools/pos/world';
import { listQuarantine } from '../../../src/api/sync/listQuarantine';
import { customerRow, tillOrder, times } from '../../scenarios/rows';
import { CallableHarness, manager, operator, owner, staff, type Token } from '../../support/callables';

const BAD = 60;

let harness: CallableHarness;
beforeAll(async () => {
  const world = new World();
  world.customers.addAll(
    times(3, (id) => customerRow(id, { loyalty_points: 'many', phone: '555-123-4567' })),
  );
  world.orders.addAll(times(BAD, (id) => tillOrder(id, { customer: 1, daysAgo: 1, total: 'much' })));
  world.orders.add({
    ...tillOrder(500, { customer: 1, daysAgo: 1 }),
    items: times(40, (id) => ({ id_item: id, quantity: 'some' })),
  });
  world.customers.add({ name_first: 'Nobody' });
  harness = await CallableHarness.start([world, new World()]);
  await harness.sync('org1');
});
afterAll(() => harness.stop());

const list = (data: object = {}, token: Token = manager('org1')) =>
  harness.result(listQuarantine, data, token);

describe('listQuarantine', () => {
  it('gives every row once, in pages of up to 50', async () => {
    const first = await list({ limit: 50 });
    expect(first.rows).toHaveLength(50);
    const second = await list({ limit: 50, cursor: first.nextCursor });
    expect(second.nextCursor).toBeNull();
    const all = [...first.rows, ...second.rows].map(({ stream, posId }) => `${stream} ${String(posId)}`);
    expect(new Set(all).size).toBe(BAD + 5);
    expect(all.filter((name) => name.startsWith('customers'))).toEqual([
      'customers 1',
      'customers 2',
      'customers 3',
      'customers null',
    ]);
    const before = harness.stats().reads;
    await list({ limit: 5 });
    expect(harness.stats().reads - before).toBe(6);
  });

  it('filters by stream', async () => {
    const { rows, nextCursor } = await list({ stream: 'customers' });
    expect([rows.length, nextCursor]).toEqual([4, null]);
    expect(rows[0]).toMatchObject({
      stream: 'customers',
      posId: '1',
      issues: [{ path: 'loyalty_points', message: expect.any(String) }],
      issueCount: 1,
      firstSeenAt: expect.stringMatching(/^2026-11-20T/),
      count: 1,
    });
    expect(await list({ stream: 'items' })).toEqual({ rows: [], nextCursor: null });
  });

  it('shows the row as received to operators only', async () => {
    for (const token of [manager('org1'), owner('org1')]) {
      const { rows } = await list({ stream: 'customers' }, token);
      expect(rows.map(({ payload }) => payload)).toEqual([null, null, null, null]);
      expect(JSON.stringify(rows)).not.toContain('555');
    }
    const { rows } = await list({ stream: 'customers', orgId: 'org1' }, operator);
    expect(rows[0]?.payload).toMatchObject({ id_customer: 1, phone: '555-123-4567', loyalty_points: 'many' });
  });

  it('names the first faults of a row that has many', async () => {
    const { rows } = await list({ stream: 'orders', limit: 50 });
    const row = rows.find(({ posId }) => posId === '500');
    expect([row?.issueCount, row?.issues.length]).toEqual([40, 20]);
  });

  it('is not for staff, and not across tenants', async () => {
    expect(await harness.call('listQuarantine', {}, staff('org1'))).toMatchObject({ status: 403 });
    expect((await list({}, manager('org2'))).rows).toEqual([]);
  });

  it('takes no cursor of another query', async () => {
    const { nextCursor } = await list({ stream: 'orders', limit: 1 });
    expect(await harness.call('listQuarantine', { stream: 'customers', cursor: nextCursor })).toMatchObject({
      error: { details: { code: 'bad_cursor' } },
    });
  });
});
