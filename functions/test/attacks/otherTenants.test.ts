import { z } from 'zod';
import { exampleInput } from '../../../tools/docs/document';
import { callableNames, loadCallable } from '../../src/api/registry';
import { CallableHarness, manager, owner, staff, type Token } from '../support/callables';

/** What may be taken for another tenant on the way from a request to a path. */
const HOSTILE_ORGS = [
  ...[
    'org2',
    'ORG1',
    ' org1',
    'org1 ',
    'org1\u0000',
    'org1/../org2',
    '../org2',
    'org2/customers/x',
    '%6frg2',
    'org1%2f..%2forg2',
  ],
  ...[
    '__proto__',
    'constructor',
    '.',
    '..',
    '__org1__',
    '*',
    'org?',
    'org1\u200b',
    'ｏｒｇ２',
    '',
    'x'.repeat(5_000),
  ],
];
const HOSTILE_VALUES: unknown[] = [
  ...[0, 1, true, [], ['org2'], ['org1'], {}, { toString: 'org2' }, { orgId: 'org2' }, [['org1', 'org2']]],
];

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

const members: Token[] = [staff('org1'), manager('org1'), owner('org1')];

describe.each(callableNames)('%s', (name) => {
  it('is about no other tenant than the caller’s own, whatever is given for one', async () => {
    const callable = await loadCallable(name);
    const example = exampleInput(callable, z.toJSONSchema(callable.input, { io: 'input' }));
    const before = harness.stats().reads;
    for (const token of members) {
      for (const orgId of [...HOSTILE_ORGS, ...HOSTILE_VALUES]) {
        const body = JSON.stringify({ data: { ...Object(example), orgId } });
        const { status, text } = await harness.exchange(name, body, token);
        expect([orgId, status]).toEqual([orgId, 403]);
        expect(text).toContain('"not_allowed"');
      }
    }
    expect(harness.stats().reads).toBe(before);
  });

  it('is no call for people whose token names a tenant that can’t be one', async () => {
    const before = harness.stats().reads;
    for (const orgId of [...HOSTILE_ORGS.slice(1), ...HOSTILE_VALUES])
      for (const role of ['staff', 'manager', 'owner']) {
        const { status } = await harness.exchange(name, '{"data":{"orgId":"org1"}}', { role, orgId });
        expect([orgId, status]).toEqual([orgId, 403]);
      }
    expect(harness.stats().reads).toBe(before);
  });
});

it.each([
  'listCustomers',
  'listSegmentCustomers',
  'exportCustomers',
  'listMenuItems',
  'listSyncRuns',
  'listQuarantine',
])('a cursor of %s opens neither another tenant nor another list', async (name) => {
  const input = name === 'listSegmentCustomers' ? { segment: 'new' } : {};
  for (const orgId of ['org1', 'org2'])
    for (let index = 0; index < 5; index += 1) {
      const at = new Date(Date.UTC(2026, 10, index + 1));
      await harness.firestore.doc(`tenants/${orgId}/customers/alleaves_${index}`).set({
        source: 'alleaves',
        segment: 'new',
        displayName: `${orgId}-${index}`,
        lastOrderDate: at,
        createdAt: at,
      });
      await harness.firestore
        .doc(`tenants/${orgId}/publicViews/products/items/alleaves_${index}`)
        .set({ name: `${orgId}-${index}` });
    }
  const { result } = await harness.call(name, { ...input, limit: 2 }, owner('org2'));
  const cursor = z
    .string()
    .nullable()
    .parse(result?.['nextCursor'] ?? null);
  if (cursor === null) return;
  const stolen = await harness.call(name, { ...input, limit: 2, cursor }, owner('org1'));
  expect(stolen.error?.details?.code).toBe('bad_cursor');
  // Any bytes in its place are refused, or a position in the own list.
  for (let at = 0; at < cursor.length; at += 7) {
    const forged = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
    const answer = await harness.call(name, { ...input, limit: 2, cursor: forged }, owner('org1'));
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(answer.result ?? {})).not.toContain('org2-');
  }
});
