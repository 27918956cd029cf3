import type { Mutant } from './mutant';

const ORDERS = 'sync/stages/orders.ts';
const SPENDING = 'sync/stages/spending.ts';
const TOTALS = 'sync/records/customerTotals.ts';
const WINDOW = 'rules/time/window.ts';

/** Bugs in what is written of customers, orders and spending. */
export const dataMutants: readonly Mutant[] = [
  {
    name: 'increment instead of recompute',
    description: 'adds the spending to what the customer has already, on every event',
    patches: [
      {
        file: 'segments/derivedChange.ts',
        find: 'const figures = parseSpending(orgId, spending)?.figures ?? NO_FIGURES;',
        replace:
          'const read = parseSpending(orgId, spending)?.figures ?? NO_FIGURES;\n  const figures = { ...read, orderCount: stored.orderCount + read.orderCount };',
      },
    ],
  },
  {
    name: 'order under a new id',
    description: 'add() instead of an id derived from the POS id',
    patches: [
      {
        file: ORDERS,
        find: 'reference: database.document(`${paths.orders(tenant.orgId)}/${id}`),',
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
        file: 'segments/recomputeSegment.ts',
        find: 'event: { orgId: string; spendingKey: string },\n): Promise<void> {',
        replace:
          'event: { orgId: string; spendingKey: string; snapshot?: object | undefined },\n): Promise<void> {\n  trusted = event.snapshot;',
      },
      {
        file: 'segments/recomputeSegment.ts',
        find: 'const [customer, spending, tenant] = await transaction.getAll(references);',
        replace:
          'const [customer, read, tenant] = await transaction.getAll(references);\n    const spending = told ?? read;',
      },
      {
        file: 'segments/recomputeSegment.ts',
        find: '  const customerId = alleavesDocumentId(posCustomerId);',
        replace:
          '  const told = trusted;\n  trusted = undefined;\n  const customerId = alleavesDocumentId(posCustomerId);',
      },
      {
        file: 'segments/recomputeSegment.ts',
        find: '/**\n * Reads a customer, its spending',
        replace: 'let trusted: object | undefined;\n/**\n * Reads a customer, its spending',
      },
    ],
  },
  {
    name: 'staff fields overwritten',
    description: 'writes the notes of a customer with each change',
    patches: [
      {
        file: 'sync/records/recordDocument.ts',
        find: 'updated: { ...changed, ...alsoUpdated, ...ownOfWriting },',
        replace: 'updated: { ...changed, ...alsoUpdated, notes: null, ...ownOfWriting },',
      },
    ],
  },
  {
    name: 'bad rows dropped',
    description: 'leaves out what can not be read without keeping it',
    patches: [
      {
        file: 'sync/records/acceptRow.ts',
        find: 'if ((known ?? note(all)).givesIssues) quarantine.keep(row, all, kept);',
        replace: 'if ((known ?? note(all)).givesIssues) quarantine.release(String(row.posId));',
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
        file: 'sync/stages/customers.ts',
        find: 'context.totals.customerCount = countPresent(writer.index);',
        replace: 'context.totals.customerCount = read.seen;',
      },
    ],
  },
  {
    name: 'tenant missing from a path',
    description: 'keeps the spending of all tenants in one place',
    patches: [
      {
        file: 'documents/paths.ts',
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
        file: TOTALS,
        find: '  { totals: learned }: { readonly totals: Totals },\n',
        replace: '  { totals: learned, run }: { totals: Totals; run: { window: { from: string } } },\n',
      },
      {
        file: TOTALS,
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
        file: 'rules/identity/matching.ts',
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
        file: 'sync/records/committingWriter.ts',
        find: 'const state = this.index.compare(key, hash);',
        replace: "const state: string = 'changed';",
      },
    ],
  },
];
