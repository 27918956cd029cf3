import type { Mutant } from './mutant';

const ORDERS = 'pipeline/stages/orders.ts';
const SPENDING = 'pipeline/stages/spending.ts';
const PRODUCTS = 'pipeline/stages/products.ts';
const RECORD_WRITER = 'pipeline/recordWriter.ts';
const WINDOW = 'domain/window.ts';

/** Bugs in what is written. */
export const dataMutants: readonly Mutant[] = [
  {
    name: 'increment instead of recompute',
    description: 'adds the spending to what the customer has already, on every event',
    patches: [
      {
        file: 'pipeline/segments.ts',
        find: 'const figures = parseSpending(orgId, spending)?.figures ?? NO_SPENDING;',
        replace:
          'const read = parseSpending(orgId, spending)?.figures ?? NO_SPENDING;\n  const figures = { ...read, orderCount: (stored.orderCount ?? 0) + read.orderCount };',
      },
    ],
  },
  {
    name: 'order under a new id',
    description: 'add() instead of an id derived from the POS id',
    patches: [
      {
        file: ORDERS,
        find: 'reference: database.document(`${paths.orders(tenant.orgId)}/${alleavesDocumentId(order.posOrderId)}`),',
        replace: 'reference: database.collection(paths.orders(tenant.orgId)).doc(),',
      },
    ],
  },
  {
    name: "strict > at the window's edge",
    description: 'leaves out the first day of the window',
    patches: [
      {
        file: WINDOW,
        find: 'addDays(to, -lookbackDays)',
        replace: 'addDays(to, 1 - lookbackDays)',
      },
    ],
  },
  {
    name: 'event trusted instead of re-read',
    description: 'takes the spending from the event, which can be old',
    patches: [
      {
        file: 'functions/recomputeSegment.ts',
        find: 'await recomputeSegmentOf(await loadContext(), event.params);',
        replace:
          'await recomputeSegmentOf(await loadContext(), { ...event.params, snapshot: event.data?.after });',
      },
      {
        file: 'pipeline/segments.ts',
        find: 'event: { orgId: string; spendingKey: string },\n): Promise<void> {',
        replace:
          'event: { orgId: string; spendingKey: string; snapshot?: object | undefined },\n): Promise<void> {\n  trusted = event.snapshot;',
      },
      {
        file: 'pipeline/segments.ts',
        find: 'const [customer, spending] = await transaction.getAll(references);',
        replace:
          'const [customer, read] = await transaction.getAll(references);\n    const spending = told ?? read;',
      },
      {
        file: 'pipeline/segments.ts',
        find: '  const customerId = alleavesDocumentId(posCustomerId);',
        replace:
          '  const told = trusted;\n  trusted = undefined;\n  const customerId = alleavesDocumentId(posCustomerId);',
      },
      {
        file: 'pipeline/segments.ts',
        find: 'const NO_SPENDING',
        replace: 'let trusted: object | undefined;\nconst NO_SPENDING',
      },
    ],
  },
  {
    name: 'delete on a partial enumeration',
    description: 'removes items whose batches could not be read',
    patches: [
      {
        file: PRODUCTS,
        find: '].filter(({ key }) => !rowsByItem.has(key));',
        replace: '].filter(({ key }) => !rowsByItem.get(key)?.some(({ record }) => record));',
      },
    ],
  },
  {
    name: 'no menu brake',
    description: 'takes an empty answer for an empty menu',
    patches: [
      {
        file: PRODUCTS,
        find: 'if (run.forceMenu || menu.removedInAll === 0) return;',
        replace: 'if (run.forceMenu || menu.removedInAll >= 0) return;',
      },
    ],
  },
  {
    name: 'dropped items stay',
    description: 'removes nothing from the menu',
    patches: [
      {
        file: PRODUCTS,
        find: 'for (const { key, documentId } of removals) {',
        replace: 'for (const { key, documentId } of removals.slice(removals.length)) {',
      },
    ],
  },
  {
    name: 'override ignored',
    description: 'stops for the menu brake also where an operator has said that the POS is right',
    patches: [
      {
        file: PRODUCTS,
        find: 'if (run.forceMenu || menu.removedInAll === 0) return;',
        replace: 'if (menu.removedInAll === 0) return;',
      },
    ],
  },
  {
    name: 'staff fields overwritten',
    description: 'writes the notes of a customer with each change',
    patches: [
      {
        file: RECORD_WRITER,
        find: 'const updated = { ...fields, updatedAt: this.now };',
        replace: 'const updated = { ...fields, notes: null, updatedAt: this.now };',
      },
    ],
  },
  {
    name: 'bad rows dropped',
    description: 'leaves out what can not be read without keeping it',
    patches: [
      {
        file: RECORD_WRITER,
        find: 'if (row.issues.length > 0) this.quarantine(row, row.issues, keepPayload);',
        replace: 'if (row.issues.length > 0) this.release(String(row.posId));',
      },
    ],
  },
  {
    name: 'history not read',
    description: 'reads no more than the look-back on a first run',
    patches: [{ file: WINDOW, find: '(historyStart ?? lookback)', replace: 'lookback' }],
  },
  {
    name: 'rows counted as customers',
    description: 'counts the rows of the POS where the status counts what is stored',
    patches: [
      {
        file: 'pipeline/stages/customers.ts',
        find: 'context.totals.customerCount = writer.index.size;',
        replace: 'context.totals.customerCount = seen;',
      },
    ],
  },
  {
    name: 'tenant missing from a path',
    description: 'keeps the spending of all tenants in one place',
    patches: [
      {
        file: 'firestore/paths.ts',
        find: 'spending: (orgId: string) => `${tenant(orgId)}/customer_spending`',
        replace: 'spending: (orgId: string) => `${tenant(orgId.slice(0, 3))}/customer_spending`',
      },
    ],
  },
  {
    name: 'spending from the window',
    description: "sums the orders of the run's window only",
    patches: [
      {
        file: SPENDING,
        find: '  { totals }: StageContext,\n',
        replace: '  { totals, run }: StageContext,\n',
      },
      {
        file: SPENDING,
        find: 'if (!counts) continue;',
        replace: 'if (!counts || orderedAt < Date.parse(run.window.from)) continue;',
      },
    ],
  },
  {
    name: 'email-only matching',
    description: 'does not look at the customer id of an order',
    patches: [
      {
        file: 'domain/matching.ts',
        find: "return id !== null && this.#ids.has(id) ? { posCustomerId: id, matchedBy: 'pos_id' } : null;",
        replace: 'return null;',
      },
    ],
  },
  {
    name: 'stale spending key left behind',
    description: 'keeps the spending of an address that a customer no longer has',
    patches: [
      {
        file: SPENDING,
        find: 'if (!current.has(key)) writer.remove',
        replace: "if (!current.has(key) && key.startsWith('cid_')) writer.remove",
      },
    ],
  },
  {
    name: 'everything written every time',
    description: 'does not compare with what was written before',
    patches: [
      {
        file: RECORD_WRITER,
        find: 'if (shard.content.entries.get(key)?.hash === hash) {',
        replace: "if (hash === '') {",
      },
      {
        file: RECORD_WRITER,
        find: '    if (shard.entry(key)?.hash === hash) return;\n',
        replace: '',
      },
    ],
  },
  {
    name: 'walk ends too early',
    description: 'stops reading after the first page',
    patches: [
      {
        file: 'alleaves/paging.ts',
        find: 'const fullLength = current.rows.length;',
        replace: 'const fullLength = current.rows.length + 1;',
      },
    ],
  },
  {
    name: 'cancelled orders count',
    description: 'adds cancelled and refunded orders to the spending',
    patches: [{ file: SPENDING, find: 'if (!counts) continue;', replace: 'void counts;' }],
  },
  {
    name: 'quarantine written every time',
    description: 'counts a row that can not be read, and is as it was, in every run',
    patches: [
      {
        file: RECORD_WRITER,
        find: 'if (known?.hash === hash && now - known.lastSeenAt < QUARANTINE_REFRESH_MILLISECONDS) return;',
        replace: 'void QUARANTINE_REFRESH_MILLISECONDS;',
      },
    ],
  },
];
