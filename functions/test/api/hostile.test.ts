import { z } from 'zod';
import { exampleOf } from '../../../tools/docs/example';
import { asSchema, itemOf, type Schema, variantsOf } from '../../../tools/docs/fields';
import { type CallableName, callableNames, loadCallable } from '../../src/api/registry';
import { CallableHarness, manager, operator, PERSONAL } from '../support/callables';

/** What paths, encoders, parsers of dates and keys of objects stumble over. */
const TEXTS = [
  ...['', ' ', '.', '..', '../org2', 'a/b', '__x__', '__proto__', 'constructor', '%', '%2F'],
  ...['\u0000', '\ud800', '\u{10ffff}', 'é'.repeat(751), '1'.repeat(150)],
  ...['a@b.c', '/../@example.com', '\ud800@example.com'],
  ...['0000-01-01', '9999-12-31', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
  ...['2026-11-20T15:00:00.123456789Z', ...PERSONAL],
];
const NUMBERS = [-1, 0, 1.5, 5e-324, 1e308, Number.MAX_SAFE_INTEGER];

/** Values for a schema, each with one hostile part, wherever in it. */
function hostile(schema: Schema): unknown[] {
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  if (schema.type === 'string') return TEXTS;
  if (schema.type === 'integer' || schema.type === 'number') return NUMBERS;
  if (schema.type === 'array') return hostile(itemOf(schema)).map((item) => [item]);
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    hostile(asSchema(property)).map((value) => ({ ...Object(exampleOf(schema)), [name]: value })),
  );
  return [...fields, ...variantsOf(schema).flatMap(hostile)];
}

/** What gets input past the first refusal, so that it meets what comes behind. */
const BESIDE: Readonly<Partial<Record<CallableName, object>>> = { upsertCustomer: { customerId: 'walkin' } };

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());
beforeEach(async () => {
  const customers = harness.firestore.collection('tenants/org1/customers');
  await customers.doc('alleaves_42').set({ source: 'alleaves', posCustomerId: '42' });
  await customers.doc('walkin').set({ source: 'manual', firstName: 'Jo', displayName: 'Jo' });
});

describe.each(callableNames)('%s', (name) => {
  it('takes or refuses whatever it is sent, and never fails', async () => {
    const { input: schema } = await loadCallable(name);
    const inputs = hostile(z.toJSONSchema(schema, { io: 'input' }));
    expect(inputs.length).toBeGreaterThanOrEqual(TEXTS.length);
    for (const input of inputs) {
      const sent = { orgId: 'org1', ...BESIDE[name], ...Object(input) };
      const { status, error } = await harness.call(name, sent, operator);
      expect({ sent, isFault: status >= 500 }).toEqual({ sent, isFault: false });
      expect(PERSONAL.filter((value) => sent.orgId !== value && error?.message.includes(value))).toEqual([]);
    }
    await harness.suite.idle();
    // A tenant's id is no person's, and is logged.
    const lines = harness.lines.filter(({ fields }) => !PERSONAL.some((value) => value === fields['orgId']));
    expect(PERSONAL.filter((value) => JSON.stringify(lines).includes(value))).toEqual([]);
  });
});

describe('a body', () => {
  const send = async (data: string) => harness.post('getSyncStatus', `{"data":${data}}`, manager('org1'));

  it.each([10, 1_000, 3_000, 5_000, 10_000, 100_000])('nested %d deep is refused', async (depth) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const)
      expect(await send(`${open.repeat(depth)}1${close.repeat(depth)}`)).toMatchObject({
        status: 400,
        error: { details: { code: 'bad_input' } },
      });
  });

  it('can’t name another tenant by way of a prototype', async () => {
    await harness.firestore.doc('tenants/org2/sync_status/pos').set({ state: 'idle' });
    for (const key of ['__proto__', 'constructor']) {
      const answer = await send(`{"${key}":{"orgId":"org2"}}`);
      expect([400, 403]).toContain(answer.status);
    }
  });
});
