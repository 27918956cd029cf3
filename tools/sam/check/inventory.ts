import {
  flagField,
  type Field,
  moneyField,
  numberField,
  textField,
} from '../../../functions/src/alleaves/rows/fields';
import { type Aliases, aliases, Row } from '../../../functions/src/alleaves/rows/row';
import { isRecord } from '../../../functions/src/alleaves/client/answer/shape';
import { sellableAreas, sold, withoutNoise } from '../../../functions/src/rules/menu/areas';
import type { ParsedRow, PosInventoryBatch } from '../../../functions/src/rules/pos';
import { foreign } from './foreign';

/** An area of the shop, with what the POS says is in it. Names are fit to be shown. */
export interface Area {
  name: string | null;
  type: string | null;
  rows: number;
  /** Units available by the POS's own word. */
  units: number;
  /** Units that a sync would put on the menu. */
  sold: number;
}

/** Prices as rows have them, before and with tax ("out the door"). */
export interface Prices {
  rows: number;
  /** Rows with a price before tax, with a price with tax, and with both. */
  retail: number;
  otd: number;
  both: number;
  /** The middle one of the ratios of the second price to the first; null without rows that have both. */
  ratio: number | null;
  /** Rows that say the price with tax is the one to charge. */
  useOtd: number;
}

const AREA = aliases('area');
const AREA_TYPE = aliases('area_type');
const AVAILABLE = aliases('available');
const RETAIL = ['price_retail_adult_use', 'price_retail_medical_use', 'price_retail'].map((name) =>
  aliases(name),
);
const OTD = ['price_otd_adult_use', 'price_otd_medical_use', 'price_otd'].map((name) => aliases(name));
const USE_OTD = aliases('use_otd_price');

/** The areas that rows are in, those with the most units first. @param named The tenant's `pos.sellableAreas`. */
export function areasOf(
  rows: readonly ParsedRow<PosInventoryBatch>[],
  named: readonly string[] | null,
): Area[] {
  const sells = sellableAreas(
    rows.flatMap(({ record }) => record ?? []),
    named,
  );
  const areas = new Map<string, Area>();
  for (const { payload, record } of rows) {
    const name = valueOf(payload, AREA, textField);
    const type = valueOf(payload, AREA_TYPE, textField);
    const key = JSON.stringify([name, type]);
    const area = areas.get(key) ?? { name: shown(name), type: shown(type), rows: 0, units: 0, sold: 0 };
    area.rows += 1;
    area.units += valueOf(payload, AVAILABLE, numberField) ?? 0;
    const batch = record === null ? null : sold(record, sells);
    area.sold += batch?.sellable === true ? batch.available : 0;
    areas.set(key, area);
  }
  return [...areas.values()]
    .map((area) => ({ ...area, units: withoutNoise(area.units), sold: withoutNoise(area.sold) }))
    .sort((a, b) => b.units - a.units);
}

const shown = (text: string | null) => (text === null ? null : foreign(text, 24));

export function pricesOf(rows: readonly ParsedRow<PosInventoryBatch>[]): Prices {
  const ratios: number[] = [];
  const prices: Prices = { rows: rows.length, retail: 0, otd: 0, both: 0, ratio: null, useOtd: 0 };
  for (const { payload } of rows) {
    const retail = firstPrice(payload, RETAIL);
    const otd = firstPrice(payload, OTD);
    if (retail !== null) prices.retail += 1;
    if (otd !== null) prices.otd += 1;
    if (retail !== null && otd !== null) ratios.push(otd / retail);
    if (valueOf(payload, USE_OTD, flagField) === true) prices.useOtd += 1;
  }
  prices.both = ratios.length;
  const middle = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
  return { ...prices, ratio: middle === undefined ? null : Math.round(middle * 1000) / 1000 };
}

/** 0 is "unset". */
function firstPrice(payload: unknown, names: readonly Aliases[]): number | null {
  for (const name of names) {
    const cents = valueOf(payload, name, moneyField);
    if (cents !== null && cents > 0) return cents;
  }
  return null;
}

function valueOf<T>(payload: unknown, names: Aliases, field: Field<T>): T | null {
  return isRecord(payload) ? new Row(payload).optional(names, field) : null;
}
