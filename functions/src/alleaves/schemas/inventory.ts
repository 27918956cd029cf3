import type { ParsedRow, PosInventoryBatch } from '../../domain/pos';
import { isRecord, rowsIn } from '../envelope';
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
import { aliases, idAliases, parseRow, type Row } from './row';

const ITEM_ID = idAliases('id_item');
const BATCH_ID = idAliases('id_batch');
const NAME = aliases('item');
const BRAND = aliases('brand');
const CATEGORY = aliases('category');
const STRAIN = aliases('strain');
/** In order of precedence; 0 is "unset". */
const PRICES = [
  'price_otd_adult_use',
  'price_otd_medical_use',
  'price_otd',
  'price_retail_adult_use',
  'price_retail_medical_use',
  'price_retail',
].map((name) => aliases(name));
const COST = aliases('cost_of_good');
const BATCH_COST = aliases('batch_cost_of_good');
/** `on_hand` counts reserved units too, and stands in only where the row has no field `available`. */
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
const AREAS = [aliases('area_type'), aliases('area')];

const UNSELLABLE_AREA = /(?<![a-z])(?:quarantined?|damaged?)(?![a-z])/i;
const UNSELLABLE_STATUS =
  /^(?:inactive|disabled|archived|deleted|discontinued|destroyed|finished|quarantined?|damaged|recalled|on[ _-]?hold)$/i;

/**
 * Reads an inventory row of the POS, one batch of an item (fields: alleaves.md, "Rows"). Essential are the item's id, how much is available,
 * and a price that can be read where one is given.
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
        priceCents: price(row),
        costCents: row.optional(COST, moneyField),
        batchCostCents: row.optional(BATCH_COST, moneyField),
        // Oversold batches go below zero.
        available: sellable ? Math.max(0, available) : 0,
        sellable,
        deleted,
        // The item's own figure, else the laboratory's; 0 and null mean unknown in both.
        thcPercent: row.optional(THC, percentField) ?? firstResult(compounds, THC_COMPOUNDS),
        cbdPercent: row.optional(CBD, percentField) ?? firstResult(compounds, CBD_COMPOUNDS),
        imageUrl: row.optional(IMAGE, imageUrlField),
        expiresOn: row.optional(EXPIRES_ON, calendarDateField),
      };
    },
  );
}

/** The first price that is set; the row is unusable if it has to be read past one that makes no sense. */
function price(row: Row): number | null {
  for (const names of PRICES) {
    const found = row.find(names);
    const cents = found ? row.read(found.name, found.value, moneyField) : 0;
    if (found && cents !== null && cents < 0) {
      row.report(found.name, 'is negative');
    }
    if (cents === null || cents < 0) {
      row.unusable = true;
      return null;
    }
    if (cents > 0) {
      return cents;
    }
  }
  return null;
}

function isSellable(row: Row): boolean {
  const blocked = isSet(row, QC_HOLD);
  const status = row.optional(STATUS, textField) ?? '';
  const areas = AREAS.map((names) => row.optional(names, textField) ?? '');
  return !blocked && !UNSELLABLE_STATUS.test(status) && !areas.some((area) => UNSELLABLE_AREA.test(area));
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
  const list = found ? rowsIn(found.value) : [];
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
