import type { Mutant } from './mutant';

const SPENDING = 'sync/stages/spending.ts';
const TOTALS = 'sync/records/customerTotals.ts';

/** Bugs in what is made of the POS's rows and pages. */
export const rowMutants: readonly Mutant[] = [
  {
    name: 'walk ends too early',
    description: 'takes a page that is short of what was asked for to be the last one',
    patches: [
      {
        file: 'alleaves/client/paging.ts',
        find: 'if (rows.length === 0) {',
        replace: 'if (rows.length < from.pageSize) {',
      },
    ],
  },
  {
    name: 'refund by its status',
    description: 'leaves out refund lines whose status says that they are refunds',
    patches: [
      {
        file: 'rules/money/order.ts',
        find: "(status !== 'refunded' || totalCents < 0)",
        replace: "status !== 'refunded'",
      },
    ],
  },
  {
    name: 'cancel flag ignored',
    description: 'takes the status word for all there is to know of an order',
    patches: [
      {
        file: 'rules/money/order.ts',
        find: "if (flags.cancel || flags.void) return 'cancelled';",
        replace: '',
      },
    ],
  },
  {
    name: 'line id joined',
    description: 'takes the id of an order line for that of the product',
    patches: [
      {
        file: 'alleaves/rows/order.ts',
        find: 'const itemId = namesProducts ? PRODUCT_ID : ITEM_ID;',
        replace: 'const itemId = namesProducts ? ITEM_ID : PRODUCT_ID;',
      },
    ],
  },
  {
    name: 'gone customer still wins',
    description: 'gives orders to a customer whom the POS no longer has, although somebody has the address',
    patches: [
      {
        file: 'rules/identity/matching.ts',
        find: '(isGone ? this.#goneOwners : this.#owners).add(email, posCustomerId);',
        replace: 'this.#owners.add(email, posCustomerId);',
      },
    ],
  },
  {
    name: 'gone customers counted',
    description: 'counts customers whom the POS no longer has in the segments',
    patches: [{ file: SPENDING, find: 'if (goneSince !== null) continue;', replace: 'void goneSince;' }],
  },
  {
    name: 'gone for good',
    description: 'leaves the mark on a customer whom the POS has again',
    patches: [
      {
        file: 'documents/customerContent.ts',
        find: 'return { goneSince: null, segmentDueAt: now };',
        replace: 'return { segmentDueAt: now };',
      },
    ],
  },
  {
    name: 'half a walk taken for all',
    description: 'marks customers as gone whom only the deliveries before have brought',
    patches: [
      {
        file: 'rules/identity/seenIds.ts',
        find: 'return new SeenIds(salt, earlier.length > 0 ? earlier : null, LEAST_BYTES);',
        replace: 'return new SeenIds(salt, null, earlier.length);',
      },
    ],
  },
  {
    name: 'rows of other shops kept',
    description: 'takes in orders of other locations of the company',
    patches: [
      {
        file: 'alleaves/rows/location.ts',
        find: 'if (named !== undefined && named !== id) row.elsewhere = true;',
        replace: 'void named;',
      },
    ],
  },
  {
    name: 'last day asked for only',
    description: 'asks for no day more than needed, and loses today where the POS leaves out the last day',
    patches: [
      {
        file: 'alleaves/dialects/documented.ts',
        find: 'endDate: addDays(to, 1)',
        replace: 'endDate: addDays(to, 0)',
      },
      {
        file: 'alleaves/dialects/observed.ts',
        find: 'endDate: addDays(to, 1)',
        replace: 'endDate: addDays(to, 0)',
      },
    ],
  },
  {
    name: 'bytes counted as characters',
    description: 'takes a document for as large as it has characters, of which one can be three bytes',
    patches: [
      {
        file: 'platform/firestore/documentSize.ts',
        find: 'return Buffer.byteLength(text) + 1;',
        replace: 'return text.length + 1;',
      },
    ],
  },
  {
    name: 'cancelled orders count',
    description: 'adds cancelled and refunded orders to the spending',
    patches: [{ file: TOTALS, find: 'if (!counts) continue;', replace: 'void counts;' }],
  },
  {
    name: 'quarantine written every time',
    description: 'counts a row that can not be read, and is as it was, in every run',
    patches: [
      {
        file: 'sync/records/committingQuarantine.ts',
        find: 'if (known?.hash === hash && now - known.lastSeenAt < limits.refreshMilliseconds) {',
        replace: 'if (limits.refreshMilliseconds < 0) {',
      },
    ],
  },
];
