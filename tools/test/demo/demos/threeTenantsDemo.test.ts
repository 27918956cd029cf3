import { reportOf } from '../../../demo/demo';
import type { Progress } from '../../../terminal/progress';
import { startThreeTenants } from '../../../demo/demos/threeTenantsDemo';

const lines: string[] = [];
const updates: string[] = [];
const progress: Progress = {
  begin: (text) => lines.push(text),
  update: (text) => updates.push(text),
  line: (text) => lines.push(text),
  end: (text) => lines.push(text),
};

// One suite a process: the functions keep the clients they first made.
describe('the demo of three tenants', () => {
  it('syncs, finds nothing to do, and follows changes with exactly what they need', async () => {
    const demo = await startThreeTenants(progress, { customers: 120, items: 30, shareWithEmail: 0.06 });
    const report = await reportOf(demo);

    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.checks.length).toBeGreaterThan(60);
    const [first, second, third] = report.ticks;
    expect(first?.tenants.map(({ orgId, customers }) => [orgId, customers])).toEqual([
      ['riverside', 120],
      ['corner-shop', 40],
      ['oddities', 13],
    ]);
    expect(first?.triggerEvents).toBeGreaterThan(100);
    expect(second).toMatchObject({ dataWrites: 0, triggerEvents: 0 });
    expect(third).toMatchObject({ triggerEvents: 4 });
    expect(third?.tenants[0]?.changes).toHaveLength(third?.dataWrites ?? NaN);
    expect(third?.tenants[0]?.changes).toContainEqual({
      kind: 'deleted',
      path: 'tenants/riverside/publicViews/products/items/alleaves_9001',
    });
    expect(report.peakMemoryBytes).toBeGreaterThan(50 * 1024 ** 2);
    expect(updates).toContain('riverside customers: 120 added');
  });
});
