import { ODD_CUSTOMERS } from './oddCustomers';
import { ODD_INVENTORY } from './oddInventory';
import { oddOrders } from './oddOrders';
import { World } from '../../world';

/** A small world that holds every oddity of alleaves.md; what each row is for stands beside it. */
export function buildOddities({
  now,
  timeZone = 'America/New_York',
}: {
  now: Date;
  timeZone?: string;
}): World {
  const world = new World();
  world.customers.addAll(ODD_CUSTOMERS);
  world.orders.addAll(oddOrders(now, timeZone));
  world.inventory.addAll(ODD_INVENTORY);
  return world;
}
