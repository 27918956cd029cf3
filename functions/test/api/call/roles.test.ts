import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { exampleInput } from '../../../../tools/docs/document';
import { type CallableName, callableNames, loadCallable } from '../../../src/api/registry';
import { type Role, ROLES } from '../../../src/api/call/roles';
import { World } from '../../../../tools/pos/world';
import { CALLABLES_NOW, CallableHarness, type Token } from '../../support/callables';

const LETTER = '9f86d081884c7d659a2feaa0c55ad015';

/** What there has to be in the input besides the example, so that a call that is allowed succeeds. */
const INPUT: Readonly<Partial<Record<CallableName, object>>> = {
  upsertCustomer: { profile: { firstName: 'Jo' } },
  deleteCustomer: { customerId: 'walkin' },
  setCustomerTags: { add: ['a'] },
  eraseCustomer: { customerId: 'walkin' },
  getCustomerSpending: { posCustomerId: '42' },
  replayDeadLetter: { id: LETTER },
  discardDeadLetter: { id: LETTER },
  getMenuItem: { itemId: 'alleaves_7' },
};

/** Who may call what, as the published document says it: a role is not changed without changing that page. */
async function publishedRoles(): Promise<Map<string, Role>> {
  const document = await readFile(resolve(__dirname, '../../../../docs/api.md'), 'utf8');
  const rows = document.matchAll(/^\| \[(\w+)\]\(#\w+\) +\| (\w+) +\|/gm);
  return new Map(
    [...rows].map(([, name = '', role]) => {
      return [name, z.enum(ROLES).parse(role)];
    }),
  );
}

let harness: CallableHarness;
let roles: ReadonlyMap<string, Role>;
beforeAll(async () => {
  const world = new World();
  world.customers.add({ id_customer: 1, name_first: 'Bo' });
  harness = await CallableHarness.start([world]);
  // The index that previews are worked out from.
  await harness.sync('org1');
  roles = await publishedRoles();
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
  put('tenants/org1/publicViews/products/items/alleaves_7', { source: 'pos', name: 'Flower' });
  batch.update(harness.firestore.doc('tenants/org1'), { 'pos.status': 'active' });
  await batch.commit();
}

const tokenOf = (role: Role): Token => (role === 'operator' ? { role } : { role, orgId: 'org1' });

it('is published of every callable who may call it', () => {
  expect([...roles.keys()]).toEqual(callableNames);
});

const cases = callableNames.flatMap((name) => ROLES.map((role) => ({ name, role })));

it.each(cases)('$name answers $role', async ({ name, role }) => {
  await prepare();
  const callable = await loadCallable(name);
  const example = exampleInput(callable, z.toJSONSchema(callable.input, { io: 'input' }));
  const answer = await harness.call(name, { ...Object(example), ...INPUT[name] }, tokenOf(role));
  await harness.suite.idle();
  const may = ROLES.indexOf(role) >= ROLES.indexOf(roles.get(name) ?? fail(name));
  expect(answer).toMatchObject(
    may ? { status: 200 } : { status: 403, error: { status: 'PERMISSION_DENIED' } },
  );
  expect(answer.result !== undefined).toBe(may);
});

function fail(name: string): never {
  throw new Error(`docs/api.md names no role for ${name}`);
}
