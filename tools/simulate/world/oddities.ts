import { ODD_CUSTOMERS } from '../../pos/worlds/oddities/oddCustomers';
import { ODD_INVENTORY } from '../../pos/worlds/oddities/oddInventory';
import { oddOrders } from '../../pos/worlds/oddities/oddOrders';
import type { WireRow } from '../../pos/world';
import type { Random } from '../runtime/random';
import { STREAMS, type StreamName } from './records';
import { idOf, type Shop } from './shop';

/**
 * Lets a record turn up that shows one of the oddities of alleaves.md, with all of its rows; of a record that the shop knows
 * already, nothing.
 */
export function oddRecord(random: Random, shop: Shop, now: number): void {
  const stream = random.pick(STREAMS);
  const all = rowsOf(stream, now, shop.settings.timeZone);
  const row = random.pickFrom(all);
  if (row === undefined) return;
  const id = idOf(stream, row);
  if (id === null) shop.add(stream, row);
  else if (shop.history.of(stream, id).length === 0) {
    shop.addOdd(
      stream,
      id,
      all.filter((other) => idOf(stream, other) === id),
    );
  }
}

function rowsOf(stream: StreamName, now: number, timeZone: string): readonly WireRow[] {
  if (stream === 'orders') return oddOrders(new Date(now), timeZone);
  return stream === 'customers' ? ODD_CUSTOMERS : ODD_INVENTORY;
}
