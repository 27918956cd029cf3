import { World } from '../../pos/world';

/** A shop with three customers, orders of one of them, and rows that can't be read. */
export function smallShop(): World {
  const world = new World();
  world.customers.addAll([
    { id_customer: 41, name: 'Ana Diaz', email: 'ana@example.com', phone: '+15550001' },
    { id_customer: 42, name: 'Ben Ito', email: null },
    { id_customer: 43, name: 'Cleo Khan', email: 'no address', phone: '+15550003' },
  ]);
  const till = { email: 'no-email@alleaves.local', status: 'completed' };
  world.orders.addAll([
    { ...till, id: 1, id_customer: 42, date_created: '2026-11-01T12:00:00', total: 20 },
    { ...till, id: 2, id_customer: 42, date_created: '2026-11-10T12:00:00', total: 30.5 },
    { ...till, id: 3, id_customer: 42, date_created: '2026-11-12T12:00:00', total: 99, status: 'void' },
    { ...till, id: 4, email: 'ana@example.com', date_created: '2026-11-13T12:00:00', total: 10 },
    { ...till, id: 5, id_customer: 42, date_created: 'yesterday', total: 7 },
    // Before the look-back.
    { ...till, id: 6, id_customer: 42, date_created: '2025-12-24T12:00:00', total: 60 },
  ]);
  world.inventory.add({ id_item: 7, id_batch: 1, item: 'Flower', price_otd: 12, available: 3 });
  return world;
}
