import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { alleavesDocumentId } from '../rules/identity/documentId';
import { withoutContacts } from '../rules/identity/contacts';
import type { CustomerMatch } from '../rules/identity/matching';
import { categoryName } from '../rules/menu/product';
import { centsToDollars, dollarsOrNull } from '../rules/money/money';
import { countsTowardsSpending } from '../rules/money/order';
import { ORDER_STATUSES, type PosOrder } from '../rules/pos';
import { storedDate } from '../platform/firestore/timestamp';
import { defineDocument, schemasOf } from './definition/document';
import { derived, id, pos, run } from './definition/fields';
import { changeShardField } from './changeShard';
import { paths } from './paths';

const text = z.string().nullable();
const dollars = z.number().nullable();

/** A line of an order. */
export const orderLine = schemasOf({
  posItemId: pos(text, "The product's id in the POS, as on the menu; never that of the line."),
  name: pos(text, 'As it was sold.'),
  quantity: pos(z.number().nullable(), 'Units, or grams of what is sold by weight.'),
  price: pos(dollars, 'Of one unit.', { unit: 'dollars' }),
  category: pos(text, 'As on the menu.'),
});

export const orderDocument = defineDocument({
  name: 'orders',
  path: `${paths.orders('{orgId}')}/{orderId}`,
  id: '`alleaves_{posOrderId}`',
  writtenBy: 'syncOrders',
  emptied: ['email'],
  fields: {
    orgId: id(z.string(), 'The tenant.'),
    source: id(z.literal('alleaves'), 'Orders come from the POS alone.'),
    posOrderId: id(z.string(), "The order's id in the POS."),

    customerId: derived(z.string(), 'The document id of the customer it was matched to.'),
    matchedBy: derived(
      z.enum(['email', 'pos_id']),
      "By the order's email, or by the customer's id in the POS.",
    ),
    counts: derived(
      z.boolean(),
      'Whether it counts toward spending: all but cancelled and refunded orders do.',
      { absent: false },
    ),

    posCustomerId: pos(text, "As the POS has it: if the email decided, it can be somebody else's or null."),
    posLocationId: pos(text, "The location in the POS where it was placed; null if the POS doesn't say."),
    email: pos(
      text,
      'Never a placeholder. Null on orders of erased customers, and in a shop that has any, if no customer has the address.',
    ),
    status: pos(z.enum(ORDER_STATUSES), '`unknown` for a status that this release does not know.', {
      absent: 'unknown',
    }),
    items: {
      ...pos(z.array(orderLine.strict), 'What was bought.', { absent: [] }),
      // A line that can't be read in part still counts as a line.
      tolerant: z.array(orderLine.tolerant).catch([]),
    },
    subtotal: pos(dollars, 'As the POS has it.', { unit: 'dollars' }),
    tax: pos(dollars, 'As the POS has it.', { unit: 'dollars' }),
    discount: pos(dollars, 'As the POS has it.', { unit: 'dollars' }),
    total: pos(z.number(), 'What was paid; negative for a refund line.', { unit: 'dollars' }),
    orderDate: pos(storedDate, 'When it was placed.'),

    updatedAt: run(storedDate, 'When one of the other fields last changed.'),
    changeShard: changeShardField,
  },
});

/** The texts of a line without contact details, which don't belong there. */
export function lineWithoutContacts({ name, category }: { name: string | null; category: string | null }) {
  return { name: name && withoutContacts(name), category: category && withoutContacts(category) };
}

/** The fields of an order, without those of its writing. */
type OrderFields = Omit<z.output<typeof orderDocument.strict>, 'updatedAt' | 'changeShard'>;

/** The document of an order that was matched to a customer. */
export function orderFields(orgId: string, order: PosOrder, match: CustomerMatch): OrderFields {
  return {
    orgId,
    source: 'alleaves',
    posOrderId: order.posOrderId,
    customerId: alleavesDocumentId(match.posCustomerId),
    matchedBy: match.matchedBy,
    counts: countsTowardsSpending(order),
    posCustomerId: order.posCustomerId,
    posLocationId: order.posLocationId,
    email: order.email,
    status: order.status,
    items: order.items.map(({ posItemId, name, quantity, priceCents, category }) => ({
      posItemId,
      name,
      quantity,
      price: dollarsOrNull(priceCents),
      category: categoryName(category),
    })),
    subtotal: dollarsOrNull(order.subtotalCents),
    tax: dollarsOrNull(order.taxCents),
    discount: dollarsOrNull(order.discountCents),
    total: centsToDollars(order.totalCents),
    orderDate: order.orderDate,
  };
}

/** An order as stored: what was made unreadable by hand reads as absent. */
export type StoredOrder = z.output<typeof orderDocument.tolerant> & { orderId: string };

/** The order of a document that exists. */
export function parseOrder(snapshot: QueryDocumentSnapshot): StoredOrder {
  return { orderId: snapshot.id, ...orderDocument.tolerant.parse(snapshot.data()) };
}

const amount = orderDocument.strict.pick({ counts: true, total: true, orderDate: true });

/** The fields that {@link orderAmount} reads. */
export const AMOUNT_FIELDS = Object.keys(amount.shape);

/** What an order adds to spending, and whether it does; undefined if its document was damaged by hand. */
export function orderAmount(
  data: unknown,
): { counts: boolean; cents: number; orderedAt: number } | undefined {
  const order = amount.safeParse(data).data;
  return (
    order && {
      counts: order.counts,
      cents: Math.round(order.total * 100),
      orderedAt: order.orderDate.getTime(),
    }
  );
}
