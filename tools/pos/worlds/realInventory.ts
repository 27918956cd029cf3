import type { WireRow } from '../world';
import { World } from '../world';
import { Random } from './random';
import { DAMAGED_AREA, pricesOf, SALES_FLOOR } from './menu';

/** What one real inventory of a shop came to. The names below are made up. */
export const REAL_INVENTORY = {
  rows: 395,
  items: 374,
  /** Items of which every unit lies in an area that must not sell. */
  unsellableItems: 4,
  /** Rows whose price on the menu is the one with tax. */
  rowsWithOtdPrice: 2,
} as const;

/** What the menu should say of an item, worked out beside its rows. */
export interface ExpectedItem {
  price: number;
  priceIncludesTax: boolean;
  priceRetail: number;
  priceOtd: number;
  stock: number;
  inStock: boolean;
  /** Share of the price before tax, to four decimals; null without a cost. */
  margin: number | null;
}

const KINDS = ['Flower', 'Pre-Roll', 'Edible', 'Vaporizer', 'Accessory'];
const PLACES = ['Harbor', 'Meadow', 'Canyon', 'Juniper', 'Lantern', 'Cobalt', 'Willow', 'Ember'];
const BRANDS = ['Northern Acre', 'Half Moon', 'Riverbend', 'Cinder'];

/** Every so many items have no area, and so no units; few of them are tested, and each sixth has no brand. */
const WITHOUT_AREA = 13;

/**
 * A shop's inventory in the shape of the real one: {@link REAL_INVENTORY}, prices with tax 1.13 times those without, unused fields null as they
 * are there, and what each item should come to on the menu.
 */
export function buildRealInventory(seed = 395): { world: World; expected: Map<string, ExpectedItem> } {
  const random = new Random(seed);
  const world = new World();
  const expected = new Map<string, ExpectedItem>();
  const { rows, items, unsellableItems, rowsWithOtdPrice } = REAL_INVENTORY;
  for (let number = 1; number <= items; number += 1) {
    const id = 20_000 + number;
    const isUnsellable = number <= unsellableItems;
    const hasNoArea = !isUnsellable && number % WITHOUT_AREA === 0;
    const batches = number > items - (rows - items) ? 2 : 1;
    const usesOtd = number > unsellableItems && number <= unsellableItems + rowsWithOtdPrice;
    const cents = random.integer(300, 9000);
    const cost = random.chance(0.1) ? null : Math.round(cents * (random.integer(30, 60) / 100));
    let stock = 0;
    for (let batch = 1; batch <= batches; batch += 1) {
      const available = hasNoArea ? null : random.chance(0.2) ? 0 : random.integer(1, 80);
      if (!isUnsellable) stock += available ?? 0;
      const area = isUnsellable ? DAMAGED_AREA : hasNoArea ? { area: null, area_type: null } : SALES_FLOOR;
      world.inventory.add({
        ...batchRow(random, { id, number, batch, cents, cost }),
        ...{ available, on_hand: available, use_otd_price: usesOtd, ...area },
      });
    }
    const prices = pricesOf(cents, true);
    const retail = cents / 100;
    const otd = Number(prices['price_otd_adult_use']);
    expected.set(`alleaves_${id}`, {
      price: usesOtd ? otd : retail,
      priceIncludesTax: usesOtd,
      priceRetail: retail,
      priceOtd: otd,
      stock,
      inStock: stock > 0,
      margin: cost === null ? null : Math.round(((cents - cost) / cents) * 1e4) / 1e4,
    });
  }
  return { world, expected };
}

function batchRow(
  random: Random,
  given: { id: number; number: number; batch: number; cents: number; cost: number | null },
): WireRow {
  const { id, number, batch, cents, cost } = given;
  const kind = KINDS[number % KINDS.length] ?? '';
  const isCannabis = kind !== 'Accessory';
  return {
    id_item: id,
    id_batch: id * 10 + batch,
    id_location: 1000,
    item: `${random.pick(PLACES)} ${kind} ${number}`,
    sku: null,
    brand: number % 6 === 0 ? null : random.pick(BRANDS),
    category: `Category > ${kind}`,
    ...pricesOf(cents, true),
    cost_of_good: cost === null ? null : cost / 100,
    batch_cost_of_good: null,
    weight_useable: isCannabis ? 3.5 : 0,
    weight_useable_uom_short: 'g',
    thc: null,
    cbd: null,
    compounds: [],
    strain: null,
    is_adult_use: true,
    is_cannabis: isCannabis,
    date_expire: null,
    status: 'active',
    qc_hold: false,
    deleted: false,
  };
}
