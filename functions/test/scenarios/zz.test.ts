import { PipelineHarness } from '../support/pipeline';
import { buildRoster } from '../../local/pos/builders';
it('time', async () => {
  let c0 = process.cpuUsage().user, t0 = performance.now();
  const out: string[] = [];
  const lap = (n: string) => { out.push(n + ' wall ' + Math.round(performance.now() - t0) + ' cpu ' + Math.round((process.cpuUsage().user - c0) / 1000)); c0 = process.cpuUsage().user; t0 = performance.now(); };
  const world = buildRoster({ seed: 1, customers: 3004, ordersPerCustomer: 1, now: new Date('2026-11-20T15:00:00Z') });
  lap('world ' + world.orders.rows.length);
  const h = await PipelineHarness.start([{ world }]);
  lap('start');
  h.publish('pos-sync-tenant', { orgId: 'org1' });
  for (let d = h.queue.shift(); d; d = h.queue.shift()) { await h.deliver(d); lap(d.topic); }
  lap('events ' + await h.deliverTriggers());
  await h.sync();
  lap('sync2');
  const d = await h.documents('customers'); await h.documents('orders');
  lap('read ' + Object.keys(d).length);
  await h.stop();
  lap('stop');
  console.log(out.join('\n'));
}, 120000);
