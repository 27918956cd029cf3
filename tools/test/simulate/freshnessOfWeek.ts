import { prepareEnvironment } from '../../simulate/runtime/determinism/environment';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long the POS takes for a request, in milliseconds of virtual time. */
const ANSWER = 150;
const SALES_A_DAY = 60;

/** A sale of which nobody has heard yet. */
interface Sale {
  customer: string;
  at: number;
}

/** A week without faults in virtual time: how long after a sale its customer says so, and how many requests a tenant had in flight. */
async function main(seed: number, days: number): Promise<void> {
  const { Simulation } = await import('../../simulate/seed/simulation');
  const { DatabasePool } = await import('../../simulate/runtime/firestore/databasePool');
  const { prepareSubject } = await import('../../simulate/runtime/subject');
  const { field, millis } = await import('../../simulate/invariants/invariant');
  const subject = await prepareSubject(await import('../../simulate/runtime/sources'));
  const pool = new DatabasePool(environment);
  const simulation = new Simulation(seed, subject, environment, pool, subject.settings.DEFAULT_SETTINGS);
  const { faults, network, random, shops, store, watch } = simulation;
  faults.stop();
  network.freeze();

  const inFlight = new Map<string, number>();
  let peak = 0;
  const answer = network.answer.bind(network);
  network.answer = async (request) => {
    const { hostname } = new URL(request.url);
    const count = (by: number) =>
      inFlight.set(hostname, (inFlight.get(hostname) ?? 0) + by).get(hostname) ?? 0;
    peak = Math.max(peak, count(1));
    try {
      await new Promise((resolve) => setTimeout(resolve, ANSWER));
      return await answer(request);
    } finally {
      count(-1);
    }
  };

  const waiting = new Map<string, Sale[]>();
  const freshness: number[] = [];
  const committed = watch.committed.bind(watch);
  watch.committed = (writes, invocation) => {
    for (const { path, after } of writes) {
      const last = millis(field(after, 'lastOrderDate'));
      const sales = waiting.get(path);
      if (sales === undefined || last === null) continue;
      const now = simulation.now().getTime();
      for (const { at } of sales.filter((sale) => sale.at <= last)) freshness.push(now - at);
      waiting.set(
        path,
        sales.filter((sale) => sale.at > last),
      );
    }
    committed(writes, invocation);
  };

  const begin = Math.ceil((Date.now() + 1) / (30 * MINUTE)) * 30 * MINUTE;
  // The first sync is done by then.
  const opened = begin + 45 * MINUTE;
  const end = opened + days * DAY;
  for (const run of subject.wiring.dueBetween(begin, end + 60 * MINUTE))
    setTimeout(() => simulation.runSchedule(run), run.at - Date.now());
  let number = 100_000;
  for (const shop of shops.values()) {
    for (let sale = 0; sale < days * SALES_A_DAY; sale += 1) {
      setTimeout(
        () => {
          const known = shop
            .ids('customers')
            .filter((id) => store.documents.has(`tenants/${shop.orgId}/customers/alleaves_${id}`));
          const customer = random.pickFrom(known);
          if (customer === undefined) return;
          const at = Math.floor(simulation.now().getTime() / 1000) * 1000;
          number += 1;
          shop.add('orders', {
            id: number,
            id_customer: Number(customer),
            email: 'no-email@alleaves.local',
            date_created: new Date(at).toISOString(),
            total: 25,
            status: 'completed',
            items: [],
          });
          const path = `tenants/${shop.orgId}/customers/alleaves_${customer}`;
          waiting.set(path, [...(waiting.get(path) ?? []), { customer, at }]);
        },
        opened + random.fraction() * days * DAY - Date.now(),
      );
    }
  }
  // In pieces: as many timers as a week has would be taken for work without end.
  for (let at = begin; at < end + 50 * MINUTE; at += 60 * MINUTE) await simulation.passTime(at);

  const sorted = freshness.toSorted((a, b) => a - b);
  const minutes = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Infinity) / MINUTE;
  const lost = [...waiting.values()].reduce((sum, sales) => sum + sales.length, 0);
  process.stdout.write(
    `${JSON.stringify({ sales: sorted.length, lost, p50: minutes(0.5), p99: minutes(0.99), peak })}\n`,
  );
}

// Before anything else is loaded: see prepareEnvironment.
const environment = prepareEnvironment();
const [seed = 1, days = 7] = process.argv.slice(2).map(Number);
void main(seed, days);
