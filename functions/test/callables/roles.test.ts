import { z } from 'zod';
import { exampleInput } from '../../local/api/document';
import { callables } from '../../src/callables';
import { type Role, ROLES } from '../../src/callables/roles';
import { CALLABLES_NOW, CallableHarness, type Token } from '../support/callables';

const LETTER = '9f86d081884c7d659a2feaa0c55ad015';

/** Who may call what, on purpose, and what there has to be in the input besides the example: a callable that is not here fails. */
const CALLS: Readonly<Record<string, [least: Role, input?: object]>> = {
  listCustomers: ['staff'],
  getCustomer: ['staff'],
  upsertCustomer: ['manager', { profile: { firstName: 'Jo' } }],
  deleteCustomer: ['manager', { customerId: 'walkin' }],
  setCustomerTags: ['staff', { add: ['a'] }],
  setCustomerNotes: ['staff'],
  exportCustomers: ['manager'],
  eraseCustomer: ['owner', { customerId: 'walkin' }],
  getSegmentSummary: ['staff'],
  listSegmentCustomers: ['staff'],
  getMarketingAudience: ['manager'],
  recomputeSegments: ['manager'],
  getCustomerSpending: ['staff', { posCustomerId: '42' }],
  getSyncStatus: ['staff'],
  listSyncRuns: ['staff'],
  requestSync: ['manager'],
  requestBackfill: ['owner'],
  resyncCustomer: ['manager'],
  pauseSync: ['manager'],
  resumeSync: ['manager'],
  listQuarantine: ['manager'],
  listDeadLetters: ['operator'],
  replayDeadLetter: ['operator', { id: LETTER }],
  discardDeadLetter: ['operator', { id: LETTER }],
  listTenants: ['staff'],
  listMenuItems: ['staff'],
  backfillProductAttributes: ['manager'],
  listCustomerOrders: ['staff'],
  getSegmentOutlook: ['staff'],
};

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

/** Everything that the calls are about. */
async function prepare(): Promise<void> {
  const batch = harness.firestore.batch();
  const put = (path: string, data: object) => void batch.set(harness.firestore.doc(path), data);
  put('tenants/org1/customers/alleaves_42', { source: 'alleaves', posCustomerId: '42', firstName: 'Ann' });
  put('tenants/org1/customers/walkin', { source: 'manual', firstName: 'Jo' });
  put(`dead_letters/${LETTER}`, {
    ...{ topic: 'pos-sync-tenant', message: { orgId: 'org1' }, orgId: 'org1', runId: null, attempts: 1 },
    error: { kind: 'permanent', code: 'unknown_tenant', message: 'No tenant.', stage: null },
    ...{ firstFailedAt: CALLABLES_NOW, lastFailedAt: CALLABLES_NOW, state: 'open', expireAt: null },
  });
  batch.update(harness.firestore.doc('tenants/org1'), { 'pos.status': 'active' });
  await batch.commit();
}

const tokenOf = (role: Role): Token => (role === 'operator' ? { role } : { role, orgId: 'org1' });

it('is said of every callable who may call it', () => {
  expect(callables.map(({ name, role }) => [name, role]).sort()).toEqual(
    Object.entries(CALLS)
      .map(([name, [least]]) => [name, least])
      .sort(),
  );
});

const cases = callables.flatMap((callable) => ROLES.map((role) => ({ name: callable.name, role, callable })));

it.each(cases)('$name answers $role', async ({ name, role, callable }) => {
  const [least = 'operator', input] = CALLS[name] ?? [];
  await prepare();
  const example = exampleInput(callable, z.toJSONSchema(callable.input, { io: 'input' }));
  const answer = await harness.call(name, { ...Object(example), ...input }, tokenOf(role));
  await harness.suite.idle();
  const may = ROLES.indexOf(role) >= ROLES.indexOf(least);
  expect(answer).toMatchObject(
    may ? { status: 200 } : { status: 403, error: { status: 'PERMISSION_DENIED' } },
  );
  expect(answer.result !== undefined).toBe(may);
});
