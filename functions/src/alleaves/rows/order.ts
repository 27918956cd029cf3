import { type OrderFlags, parseOrderStatus } from '../../rules/money/order';
import { unknownStatusOf } from '../../rules/money/statusWords';
import type { ParsedRow, PosOrder, PosOrderItem } from '../../rules/pos';
import { isRecord, listOf } from '../client/answer/shape';
import {
  emailField,
  flagField,
  instantField,
  moneyField,
  numberField,
  objectField,
  posIdField,
  textField,
} from './fields';
import { LOCATION_ID } from './location';
import { aliases, idAliases, parseRow, Row } from './row';

const ID = idAliases('id', 'id_order');
const CUSTOMER_ID = idAliases('id_customer', 'userId', 'customer.id');
const EMAIL = aliases('email', 'customer_email', 'customer.email');
const ORDER_DATE = aliases('date_created', 'created_at');
const TOTAL = aliases('total', 'amount');
const SUBTOTAL = aliases('subtotal');
const TAX = aliases('tax');
const DISCOUNT = aliases('discount');
const STATUS = aliases('status');
const CANCEL = aliases('cancel');
const VOID = aliases('void');
const COMPLETE = aliases('complete');
const PAID_IN_FULL = aliases('paid_in_full');
const ITEMS = aliases('items');

/** A placeholder in a record that is then dropped as unusable. */
const NO_DATE = new Date(Number.NaN);

/** The product of a line. Where lines name it, their `id_item` is the id of the line itself, which is on no menu. */
const PRODUCT_FIELD = 'id_inventory_item';
const PRODUCT_ID = idAliases(PRODUCT_FIELD, 'product_id');
const ITEM_ID = idAliases('id_item', 'product_id');
const ITEM_NAME = aliases('item', 'product_name');
const QUANTITY = aliases('quantity', 'qty');
const PRICE = aliases('price', 'unit_price');
const CATEGORY = aliases('category');

/**
 * Reads an order row of the POS (aliases: alleaves.md, "Rows"). Essential are the id, the date and the total: without them an order can neither
 * be told apart nor added up.
 * @param timeZone The tenant's, for times without a zone.
 */
export function parseOrderRow(payload: unknown, timeZone: string): ParsedRow<PosOrder> {
  return parseRow(
    payload,
    (row) => row.essential(ID, posIdField),
    (row, posOrderId) => {
      const orderDate = row.essential(ORDER_DATE, instantField(timeZone));
      const totalCents = row.essential(TOTAL, moneyField);
      const status = row.find(STATUS)?.value;
      return {
        posOrderId,
        posCustomerId: row.optional(CUSTOMER_ID, posIdField),
        posLocationId: row.optional(LOCATION_ID, posIdField),
        email: row.optional(EMAIL, emailField),
        status: parseOrderStatus(status, flags(row)),
        unknownStatus: unknownStatusOf(status),
        items: items(row),
        subtotalCents: row.optional(SUBTOTAL, moneyField),
        taxCents: row.optional(TAX, moneyField),
        discountCents: row.optional(DISCOUNT, moneyField),
        totalCents: totalCents ?? 0,
        orderDate: orderDate ?? NO_DATE,
      };
    },
  );
}

/** The customer that an order row names by id, where that can be read: also of rows that can't be used otherwise. */
export function customerIdOfOrderRow(payload: unknown): string | null {
  const row = objectField.safeParse(payload).data;
  return row ? new Row(row).optional(CUSTOMER_ID, posIdField) : null;
}

function flags(row: Row): OrderFlags {
  return {
    cancel: row.optional(CANCEL, flagField),
    void: row.optional(VOID, flagField),
    complete: row.optional(COMPLETE, flagField),
    paidInFull: row.optional(PAID_IN_FULL, flagField),
  };
}

function items(row: Row): PosOrderItem[] {
  const found = row.find(ITEMS);
  if (!found) {
    return [];
  }
  const lines = listOf(found.value);
  if (!lines) {
    row.report('items', 'is not a list');
    return [];
  }
  const namesProducts = lines.some((line) => isRecord(line) && Object.hasOwn(line, PRODUCT_FIELD));
  const itemId = namesProducts ? PRODUCT_ID : ITEM_ID;
  return lines.flatMap((line, index) => {
    const item = row.nested(`items.${index}`, line);
    return item
      ? {
          posItemId: item.optional(itemId, posIdField),
          name: item.optional(ITEM_NAME, textField),
          quantity: item.optional(QUANTITY, numberField),
          priceCents: item.optional(PRICE, moneyField),
          category: item.optional(CATEGORY, textField),
        }
      : [];
  });
}
