import { format } from 'node:util';
import { z } from 'zod';
import { exampleInput } from '../../../tools/docs/document';
import { type Schema } from '../../../tools/docs/fields';
import { callableNames, loadCallable } from '../../src/api/registry';
import type { Callable } from '../../src/api/call/callable';
import { ROLES } from '../../src/api/call/roles';
import { ORG_ID } from '../../src/documents/paths';
import { CallableHarness, manager, operator, owner, PERSONAL, staff, type Token } from '../support/callables';
import { unboundedParts } from '../support/boundedSchema';

const SENT = PERSONAL.join(' ');

let harness: CallableHarness;
let deployed: Record<string, unknown>;
const printed: unknown[][] = [];

beforeAll(async () => {
  harness = await CallableHarness.start();
  // Firebase's own lines, which the harness keeps off the screen.
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...parts: unknown[]) => void printed.push(parts));
  }
  deployed = { ...(await import('../../src/index')) };
  await harness.firestore.doc('tenants/org1/customers/alleaves_42').set({ email: PERSONAL[0] });
});
afterAll(() => harness.stop());

const endpointOf = (name: string): unknown => Reflect.get(Object(deployed[name]), '__endpoint');

/** Sends each body, and says what came back and how many documents were read. */
async function sendAll(name: string, bodies: readonly unknown[], tokens: readonly Token[]) {
  const before = harness.stats().reads;
  const requests = tokens.flatMap((token) => bodies.map((body) => ({ token, text: JSON.stringify(body) })));
  const answers = await Promise.all(requests.map(({ token, text }) => harness.exchange(name, text, token)));
  return { answers, reads: harness.stats().reads - before };
}

/** Everybody who may not make a call about org1, with a token. */
function unauthorized({ role }: Callable): Token[] {
  const below = ROLES.slice(0, ROLES.indexOf(role)).map((smaller) => ({ role: smaller, orgId: 'org1' }));
  const strangers = [staff, manager, owner].map((member) => member('org2'));
  const odd = [
    {},
    { orgId: 'org1' },
    { role: 'owner' },
    { role: 'owner', orgId: '' },
    { role: 'admin', orgId: 'org1' },
    { role: 'Operator' },
    { role: ['operator'] },
    { role: '__proto__', orgId: 'org1' },
    { role: null, orgId: 'org1' },
    { role: 'owner', orgId: ['org1'] },
    { role: 'owner', orgId: null },
  ];
  return [...below, ...strangers, ...odd];
}

/** The least that may make the call. */
function allowed({ role }: Callable): Token {
  return role === 'operator' ? operator : { role, orgId: 'org1' };
}

/** Input of wrong types and texts that are too long, field by field: what is sent, and the field that the answer must name. */
function malformed(callable: Callable, schema: Schema): { data: object; field: string }[] {
  const example = { ...Object(exampleInput(callable, schema)) };
  return Object.entries(schema.properties ?? {})
    .filter(([field]) => field !== 'orgId')
    .flatMap(([field, property]) => {
      const tooLong = SENT.repeat(1 + Math.ceil(Math.max(100_000, longestText(property)) / SENT.length));
      const values = [{ [SENT]: SENT }, tooLong, [[tooLong]]];
      return values.map((value) => ({ data: { ...example, [field]: value }, field }));
    });
}

/** The longest text that a schema takes. */
function longestText(schema: unknown): number {
  return Math.max(
    0,
    ...[...JSON.stringify(schema).matchAll(/"maxLength":(\d+)/g)].map(([, limit]) => Number(limit)),
  );
}

/** What a schema takes or gives, the same if it transforms nothing. @throws Error if a part has no JSON form. */
function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  // Objects refuse unknown fields on the one side and drop them on the other.
  return z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
}

describe('the callables', () => {
  it('are the deployed callable functions, no more and no less', () => {
    const exported = Object.keys(deployed).filter((name) => 'callableTrigger' in Object(endpointOf(name)));
    expect(exported.sort()).toEqual(callableNames.toSorted());
  });

  it('are metered: a call that is allowed reads', async () => {
    const { answers, reads } = await sendAll('getSyncStatus', [{ data: {} }], [staff('org1')]);
    expect(answers[0]?.status).toBe(200);
    expect(reads).toBe(1);
  });

  describe.each(callableNames)('%s', (name) => {
    let callable: Callable;
    let input: Schema;
    let example: Record<string, unknown>;
    beforeAll(async () => {
      callable = await loadCallable(name);
      input = z.toJSONSchema(callable.input, { io: 'input' });
      example = { ...Object(exampleInput(callable, input)) };
    });

    it('has the name under which it is deployed', () => {
      expect(callable.name).toBe(name);
    });

    it('is deployed with the options that were chosen', () => {
      expect(endpointOf(name)).toMatchObject({
        platform: 'gcfv2',
        callableTrigger: {},
        ingressSettings: 'ALLOW_ALL',
        availableMemoryMb: 512,
        timeoutSeconds: 60,
        cpu: 1,
        concurrency: 40,
        minInstances: 0,
        maxInstances: 20,
      });
    });

    it('says what it does, and names its errors in snake_case', () => {
      expect(callable.summary).toMatch(/^[A-Z].*\.$/);
      for (const { code, when } of callable.errors) {
        expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
        expect(when).toMatch(/^[A-Z].*\.$/);
      }
    });

    it('takes nothing unbounded and nothing unknown', () => {
      expect(unboundedParts(input, { side: 'input', patterns: [ORG_ID.source] })).toEqual([]);
    });

    it('answers nothing unbounded, and what the handler gives as it is', () => {
      expect(unboundedParts(z.toJSONSchema(callable.output), { side: 'output' })).toEqual([]);
      expect(shapeOf(callable.output, 'input')).toEqual(shapeOf(callable.output, 'output'));
    });

    it('refuses a call without a token, and reads nothing', async () => {
      const { answers, reads } = await sendAll(name, [{ data: example }, { data: null }, {}], [null]);
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      for (const { text } of answers) expect(text).toContain('"no_token"');
      expect(reads).toBe(0);
    });

    it('refuses callers without the role, in the same words no matter what exists, and reads nothing', async () => {
      const bodies = ['org1', 'nobody', PERSONAL[0]].map((orgId) => ({ data: { ...example, orgId } }));
      const { answers, reads } = await sendAll(name, bodies, unauthorized(callable));
      expect(answers.length).toBeGreaterThanOrEqual(24);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(reads).toBe(0);
    });

    it('takes null in a field that can’t be null for one that is left out, as the SDKs send it', async () => {
      const optional = Object.keys(input.properties ?? {}).filter((field) => !(field in example));
      const nulls = Object.fromEntries(optional.map((field) => [field, null]));
      const bare = { ...example, ...('orgId' in example && { orgId: null }) };
      for (const data of [bare, { ...bare, ...nulls }]) {
        const { answers } = await sendAll(name, [{ data }], [allowed(callable)]);
        const isUnaddressed = callable.role === 'operator' && 'orgId' in example;
        expect(answers[0]?.text.includes('bad_input')).toBe(isUnaddressed);
      }
      await harness.suite.idle();
    });

    it('refuses malformed input by the names of its fields, and reads nothing', async () => {
      const token = allowed(callable);
      const orgId = { orgId: 'org1' };
      const bodies = [
        {},
        SENT,
        [SENT],
        { [SENT]: SENT },
        { data: SENT },
        { data: [SENT] },
        { data: { ...example, ...orgId }, [SENT]: SENT },
        { data: { ...example, '@type': SENT } },
        { data: { ...example, [SENT]: SENT } },
      ];
      const fields = malformed(callable, input);
      const { answers, reads } = await sendAll(
        name,
        [...bodies, ...fields.map(({ data }) => ({ data }))],
        [token],
      );
      for (const [position, { status, text }] of answers.entries()) {
        const field = fields[position - bodies.length]?.field ?? (position === 8 ? 'unknown field' : 'data');
        expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining(field) });
        expect(text).toContain('"bad_input"');
        expect(text.length).toBeLessThan(2_000);
        for (const value of PERSONAL) expect(text).not.toContain(value);
      }
      expect(reads).toBe(0);
    });
  });

  it('log of each refusal whose call it was, of what and why', async () => {
    await harness.exchange('pauseSync', '{"data":{}}', { role: 'staff', orgId: 'org1' });
    expect(harness.lines.at(-1)).toEqual({
      level: 'warn',
      message: 'call refused',
      fields: {
        ...{ name: 'pauseSync', uid: 'user-1', role: null, orgId: null, status: 'permission-denied' },
        ...{
          code: 'not_allowed',
          durationMs: expect.any(Number),
          billed: { reads: 0, writes: 0, deletes: 0 },
        },
      },
    });
  });

  it('leave nothing personal in the logs', () => {
    const lines = [
      ...harness.lines.map((line) => JSON.stringify(line)),
      ...printed.map((parts) => format(...parts)),
    ];
    expect(lines.length).toBeGreaterThan(callableNames.length * 30);
    expect(lines.filter((line) => PERSONAL.some((value) => line.includes(value)))).toEqual([]);
  });
});
