import { DAY_MILLISECONDS, zoneOffsets } from '../../../functions/src/rules/time/zoneOffsets';
import { buildInventory, detailRows, type MenuItem } from './menu';
import { FIRST_NAMES, LAST_NAMES } from './names';
import { Random } from './random';
import { World, type WireRow } from '../world';

export interface RosterOptions {
  seed: number;
  customers: number;
  /** Mean over all customers, those without orders included; at least one order for all other kinds keeps it approximate. Default 3. */
  ordersPerCustomer?: number;
  /** Items on the menu, each of one to three batches. Default 190. */
  items?: number;
  /** Share of customers with a real email. Default 0.04, as on a real roster. */
  shareWithEmail?: number;
  /** Orders lie before this moment. */
  now: Date;
  /** How far back orders reach. Default 180; below 100 nobody churns. */
  days?: number;
  /** Default America/New_York. */
  timeZone?: string;
}

const MINUTE_MILLISECONDS = 60_000;

/** The store's local time so long before now. */
type LocalTimeBefore = (days: number, minutes: number) => string;

/** What makes customers of a segment: how many orders they have, and how many days ago the last one was. */
interface Persona {
  weight: number;
  orders: readonly [least: number, most: number];
  lastOrderDaysAgo: readonly [least: number, most: number];
  /** Dollars an order. */
  spends: readonly [least: number, most: number];
}

const PERSONAS: readonly Persona[] = [
  { weight: 5, orders: [10, 16], lastOrderDaysAgo: [0, 44], spends: [110, 190] }, // vip
  { weight: 15, orders: [5, 9], lastOrderDaysAgo: [0, 44], spends: [20, 90] }, // loyal
  { weight: 18, orders: [2, 4], lastOrderDaysAgo: [0, 44], spends: [20, 90] }, // returning
  { weight: 15, orders: [1, 1], lastOrderDaysAgo: [0, 44], spends: [15, 80] }, // new
  { weight: 12, orders: [1, 4], lastOrderDaysAgo: [47, 88], spends: [15, 80] }, // at_risk
  { weight: 15, orders: [1, 4], lastOrderDaysAgo: [93, 170], spends: [15, 80] }, // churned
  { weight: 20, orders: [0, 0], lastOrderDaysAgo: [0, 0], spends: [0, 0] }, // new, enrolled in the loyalty scheme only
];

const MEAN_ORDERS =
  PERSONAS.reduce((sum, { weight, orders: [least, most] }) => sum + (weight * (least + most)) / 2, 0) /
  PERSONAS.reduce((sum, { weight }) => sum + weight, 0);

/**
 * A world like a real dispensary's, the same for the same options: customers of every segment, nearly all of them without contact details, their orders
 * at the till (placeholder email and `userId`), and a menu.
 */
export function buildRoster(options: RosterOptions): World {
  const { seed, now, shareWithEmail = 0.04, days = 180, timeZone = 'America/New_York' } = options;
  const random = new Random(seed);
  const world = new World();
  const menu = buildInventory(random, options.items ?? 190, now);
  world.inventory.addAll(menu.rows);
  world.items.addAll(detailRows(menu.items));
  const scale = (options.ordersPerCustomer ?? 3) / MEAN_ORDERS;
  const localTime = clockOnTheWall(timeZone);
  const before = (days: number, minutes: number): string =>
    localTime(now.getTime() - days * DAY_MILLISECONDS - minutes * MINUTE_MILLISECONDS);
  const orders: WireRow[] = [];
  for (let id = 1; id <= options.customers; id += 1) {
    // The first few customers are one of each kind, so that a small roster has every segment too.
    const persona = PERSONAS[id - 1] ?? random.weighted(PERSONAS);
    const email = random.chance(shareWithEmail) ? `customer${id}@example.com` : null;
    world.customers.add(customerRow(random, id, email, before));
    orders.push(...ordersOf(random, { id, email, persona, scale, days, before, menu: menu.items }));
  }
  // The POS numbers orders as they come in.
  orders.sort((a, b) => (String(a['date_created']) < String(b['date_created']) ? -1 : 1));
  world.orders.addAll(orders.map((order, index) => ({ id: 500_001 + index, ...order })));
  return world;
}

function customerRow(random: Random, id: number, email: string | null, before: LocalTimeBefore): WireRow {
  const guest = random.chance(0.1);
  return {
    id_customer: id,
    name_first: guest ? null : random.pick(FIRST_NAMES),
    name_last: guest ? null : random.pick(LAST_NAMES),
    ...(guest && { name: 'Guest' }),
    email,
    phone: email ? `+1555${String(id).padStart(7, '0')}` : null,
    date_of_birth: random.chance(0.3)
      ? `${random.integer(1950, 2003)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}`
      : null,
    customer_since: before(random.integer(200, 900), random.integer(0, 1439)),
    loyalty_points: random.chance(0.5) ? random.integer(0, 900) : String(random.integer(0, 900)),
    total_spent: 0,
    order_count: 0,
  };
}

interface OrderPlan {
  id: number;
  email: string | null;
  persona: Persona;
  scale: number;
  days: number;
  before: LocalTimeBefore;
  menu: readonly MenuItem[];
}

function ordersOf(random: Random, { id, email, persona, scale, days, before, menu }: OrderPlan): WireRow[] {
  const [least, most] = persona.orders;
  const drawn = random.integer(least, most);
  // Vips need their ten orders whatever the mean.
  const count = drawn === 0 ? 0 : Math.max(least, Math.round(drawn * scale));
  const newest = Math.min(random.integer(...persona.lastOrderDaysAgo), days);
  return Array.from({ length: count }, (_, index) => {
    const daysAgo = index === 0 ? newest : random.integer(newest, days);
    const at = before(daysAgo, random.integer(1, 600));
    const online = email !== null && random.chance(0.3);
    return orderRow(random, {
      id,
      email: online ? email : null,
      at,
      dollars: random.integer(...persona.spends),
      menu,
    });
  });
}

function orderRow(
  random: Random,
  order: { id: number; email: string | null; at: string; dollars: number; menu: readonly MenuItem[] },
): WireRow {
  const subtotal = order.dollars + random.integer(0, 99) / 100;
  const tax = Math.round(subtotal * 13) / 100;
  const item = order.menu.length > 0 ? random.pick(order.menu) : { id: 1, name: 'Item', category: null };
  const status = random.weighted([
    { weight: 92, status: 'delivered' },
    { weight: 4, status: 'completed' },
    { weight: 2, status: 'Canceled' },
    { weight: 2, status: 'processing' },
  ]);
  return {
    userId: String(order.id),
    customer: { id: order.id, email: order.email ?? 'no-email@alleaves.local' },
    date_created: order.at,
    status: status.status,
    subtotal,
    tax,
    discount: 0,
    total: Math.round((subtotal + tax) * 100) / 100,
    items: [{ id_item: item.id, item: item.name, quantity: 1, price: subtotal, category: item.category }],
  };
}

/** As the POS writes it: the store's own time, without a zone. */
function clockOnTheWall(timeZone: string): (instant: number) => string {
  const offsets = zoneOffsets(timeZone);
  return (instant) => new Date(instant + offsets.at(instant)).toISOString().slice(0, 19);
}
