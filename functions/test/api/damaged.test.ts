import { z } from 'zod';
import { exampleInput } from '../../../tools/docs/document';
import { type CallableName, callableNames, loadCallable } from '../../src/api/registry';
import { CallableHarness, operator } from '../support/callables';

const LETTER = '9f86d081884c7d659a2feaa0c55ad015';

/** A document of each collection that a call reads. */
const DOCUMENTS = [
  ...['customers/alleaves_42', 'customers/walkin', 'orders/alleaves_1', 'customer_spending/cid_42'],
  ...[
    'publicViews/products/items/alleaves_1',
    'sync_status/pos',
    'sync_runs/run',
    'sync_quarantine/orders_1',
    'segment_changes/one',
  ],
];

/** What makes a call find a document, and nothing else of what the data model says. */
const FOUND: Readonly<Record<string, object>> = {
  'customers/walkin': { source: 'manual' },
  'orders/alleaves_1': { customerId: 'alleaves_42', orderDate: 'yesterday' },
  'sync_runs/run': { startedAt: 'yesterday' },
  'segment_changes/one': { at: new Date() },
};

const INPUT: Readonly<Partial<Record<CallableName, object>>> = {
  deleteCustomer: { customerId: 'walkin' },
  upsertCustomer: { customerId: 'walkin', profile: { firstName: 'Jo' } },
  getCustomerSpending: { posCustomerId: '42' },
};

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

describe.each([
  ['empty', {}],
  [
    'of other types',
    { tags: 1, email: [], segment: {}, totalSpent: 'x', pos: 7, stages: [], issues: 'x', lease: 1 },
  ],
])('where documents are %s', (_how, damage) => {
  beforeEach(async () => {
    const batch = harness.firestore.batch();
    for (const path of DOCUMENTS)
      batch.set(harness.firestore.doc(`tenants/org1/${path}`), { ...damage, ...FOUND[path] });
    const at = new Date();
    batch.set(harness.firestore.doc(`dead_letters/${LETTER}`), {
      ...damage,
      state: 'open',
      lastFailedAt: at,
    });
    batch.set(harness.firestore.doc('tenants/org1'), damage);
    await batch.commit();
  });

  it.each(callableNames)('%s answers, or says what is wrong', async (name) => {
    const callable = await loadCallable(name);
    const example = exampleInput(callable, z.toJSONSchema(callable.input, { io: 'input' }));
    const answer = await harness.call(name, { ...Object(example), ...INPUT[name] }, operator);
    expect(answer.error?.details?.code).not.toBe('unexpected');
  });
});
