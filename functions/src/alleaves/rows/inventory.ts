import type { Prices } from '../../rules/menu/prices';
import type { ParsedRow, PosInventoryBatch } from '../../rules/pos';
import { isRecord, listOf } from '../client/answer/shape';
import {
  calendarDateField,
  flagField,
  imageUrlField,
  moneyField,
  numberField,
  percentField,
  posIdField,
  textField,
} from './fields';
import { type Aliases, aliases, idAliases, parseRow, type Row } from './row';

const ITEM_ID = idAliases('id_item');
const BATCH_ID = idAliases('id_batch');
const NAME = aliases('item');
const BRAND = aliases('brand');
const CATEGORY = aliases('category');
const STRAIN = aliases('strain');
/** Before tax and with tax ("out the door"), each in order of precedence; 0 is "unset". */
const RETAIL_PRICES = priceNames('price_retail');
const OTD_PRICES = priceNames('price_otd');
const USES_OTD = aliases('use_otd_price');
const COST = aliases('cost_of_good');
const BATCH_COST = aliases('batch_cost_of_good');
/** `on_hand` counts reserved units too, and is used only if the row has no field `available`. */
const AVAILABLE = aliases('available', 'on_hand');
const THC = aliases('thc');
const THC_COMPOUNDS = ['thc %', 'thc', 'total thc'];
const CBD = aliases('cbd');
const CBD_COMPOUNDS = ['cbd %', 'cbd', 'total cbd'];
const COMPOUNDS = aliases('compounds');
const COMPOUND_NAME = aliases('name');
const COMPOUND_RESULT = aliases('result');
const IMAGE = aliases('image_url', 'image', 'imageUrl');
const EXPIRES_ON = aliases('date_expire');
const DELETED = aliases('deleted');
const QC_HOLD = aliases('qc_hold');
const STATUS = aliases('status');
const AREA = aliases('area');
const AREA_TYPE = aliases('area_type');
const WEIGHT = aliases('weight_useable');
const WEIGHT_UNIT = aliases('weight_useable_uom_short');
const IS_CANNABIS = aliases('is_cannabis');
const UPDATED = aliases('date_updated');

const UNSELLABLE_STATUS =
  /^(?:inactive|disabled|archived|deleted|discontinued|destroyed|finished|quarantined?|damaged|recalled|on[ _-]?hold)$/i;

/**
 * Reads an inventory row of the POS, one batch of an item (fields: alleaves.md, "Rows"). Essential are the item's id, how much is available,
 * and that the price the shop shows can be read if there is one.
 */
export function parseInventoryRow(payload: unknown): ParsedRow<PosInventoryBatch> {
  return parseRow(
    payload,
    (row) => row.essential(ITEM_ID, posIdField),
    (row, posItemId) => {
      const deleted = isSet(row, DELETED);
      const sellable = isSellable(row) && !deleted;
      const available = isUnset(payload, 'available') ? 0 : (row.essential(AVAILABLE, numberField) ?? 0);
      const compounds = compoundsByName(row);
      return {
        posItemId,
        posBatchId: row.optional(BATCH_ID, posIdField),
        name: row.optional(NAME, textField),
        brand: row.optional(BRAND, textField),
        category: row.optional(CATEGORY, textField),
        strain: row.optional(STRAIN, textField),
        ...prices(row),
        costCents: row.optional(COST, moneyField),
        batchCostCents: row.optional(BATCH_COST, moneyField),
        area: row.optional(AREA, textField),
        areaType: row.optional(AREA_TYPE, textField),
        // Oversold batches go below zero.
        available: Math.max(0, available),
        sellable,
        deleted,
        // The item's own figure, else the laboratory's; 0 and null mean unknown in both.
        thcPercent: row.optional(THC, percentField) ?? firstResult(compounds, THC_COMPOUNDS),
        cbdPercent: row.optional(CBD, percentField) ?? firstResult(compounds, CBD_COMPOUNDS),
        ...weight(row),
        isCannabis: row.optional(IS_CANNABIS, flagField),
        imageUrl: row.optional(IMAGE, imageUrlField),
        expiresOn: row.optional(EXPIRES_ON, calendarDateField),
        updated: row.optional(UPDATED, textField),
      };
    },
  );
}

function priceNames(kind: string) {
  return [`${kind}_adult_use`, `${kind}_medical_use`, kind].map((name) => aliases(name));
}

/** Both prices. The row is unusable if the one that the shop shows can't be told; the other one may be missing. */
function prices(row: Row): Prices {
  const retail = firstPrice(row, RETAIL_PRICES);
  const otd = firstPrice(row, OTD_PRICES);
  const usesOtd = row.optional(USES_OTD, flagField) ?? false;
  const [shown, other] = usesOtd ? [otd, retail] : [retail, otd];
  row.unusable ||= shown === 'unreadable' || (shown === null && other === 'unreadable');
  const cents = (price: typeof retail) => (price === 'unreadable' ? null : price);
  return { retailCents: cents(retail), otdCents: cents(otd), usesOtd };
}

/** The first price that is set, if none before it is beyond reading. */
function firstPrice(row: Row, names: readonly Aliases[]): number | null | 'unreadable' {
  for (const name of names) {
    const found = row.find(name);
    const cents = found ? row.read(found.name, found.value, moneyField) : 0;
    if (found && cents !== null && cents < 0) {
      row.report(found.name, 'is negative');
    }
    if (cents === null || cents < 0) {
      return 'unreadable';
    }
    if (cents > 0) {
      return cents;
    }
  }
  return null;
}

/** A weight of 0 is the POS's word for "not sold by weight". */
function weight(row: Row): Pick<PosInventoryBatch, 'weight' | 'weightUnit'> {
  const amount = row.optional(WEIGHT, numberField);
  if (amount !== null && amount < 0) row.report('weight_useable', 'is negative');
  const unit = row.optional(WEIGHT_UNIT, textField);
  return amount !== null && amount > 0
    ? { weight: amount, weightUnit: unit }
    : { weight: null, weightUnit: null };
}

/** Whether a batch can be sold, as far as the row alone says it; in which areas is another matter. */
function isSellable(row: Row): boolean {
  const blocked = isSet(row, QC_HOLD);
  const status = row.optional(STATUS, textField) ?? '';
  return !blocked && !UNSELLABLE_STATUS.test(status);
}

/** Whether the row has the field, and says null. */
function isUnset(payload: unknown, name: string): boolean {
  return isRecord(payload) && payload[name] === null;
}

/** A hold or a deletion that can't be read counts as set: selling what must not be sold is the worse mistake. */
function isSet(row: Row, names: typeof DELETED): boolean {
  return row.find(names) !== undefined && row.optional(names, flagField) !== false;
}

/** The laboratory's figures by compound, such as `thc %`; the first of a name counts. */
function compoundsByName(row: Row): Map<string, Row> {
  const byName = new Map<string, Row>();
  const found = row.find(COMPOUNDS);
  const list = found ? listOf(found.value) : [];
  if (!list) {
    row.report('compounds', 'is not a list');
    return byName;
  }
  list.forEach((entry, index) => {
    const compound = row.nested(`compounds.${index}`, entry);
    const name = compound?.optional(COMPOUND_NAME, textField)?.toLowerCase().replace(/\s+/g, ' ');
    if (compound && name !== undefined && !byName.has(name)) {
      byName.set(name, compound);
    }
  });
  return byName;
}

/** The first of the named compounds whose result is known. */
function firstResult(compounds: Map<string, Row>, names: readonly string[]): number | null {
  for (const name of names) {
    const percent = compounds.get(name)?.optional(COMPOUND_RESULT, percentField) ?? null;
    if (percent !== null) {
      return percent;
    }
  }
  return null;
}
