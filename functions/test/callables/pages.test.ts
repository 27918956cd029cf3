import { z } from 'zod';
import { exampleInput } from '../../local/api/document';
import { asSchema } from '../../local/api/fields';
import { callables } from '../../src/callables';
import { initialCustomerState } from '../../src/domain/customer';
import { CALLABLES_NOW, CallableHarness, operator } from '../support/callables';

/** More than the largest page of any callable. */
const DOCUMENTS = 1_005;

/** Cloud Functions answer 32 MB at most; browsers and people far less. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Documents that a page may read for each thing on it, where that is not one. */
const READS: Readonly<Record<string, number>> = { recomputeSegments: 2 };

/** Conditions that all customers fulfil. */
const BESIDE: Readonly<Record<string, object>> = {
  listSegmentCustomers: { segment: 'new' },
  getMarketingAudience: { segment: 'new' },
};

interface Page {
  name: string;
  /** The largest page that the input allows. */
  largest: number;
  example: object;
}

const pages = callables.flatMap((callable): Page[] => {
  const input = z.toJSONSchema(callable.input, { io: 'input' });
  const largest = asSchema(input.properties?.['limit']).maximum;
  const example = { ...Object(exampleInput(callable, input)), ...BESIDE[callable.name] };
  return largest === undefined ? [] : [{ name: callable.name, largest, example }];
});

let harness: CallableHarness;

beforeAll(async () => {
  harness = await CallableHarness.start();
  const writer = harness.firestore.bulkWriter();
  const put = (path: string, data: object) => void writer.set(harness.firestore.doc(path), data);
  const at = (number: number) => new Date(CALLABLES_NOW.getTime() - number * 1_000);
  const long = (text: string) => text.repeat(20);
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const id = String(number).padStart(4, '0');
    const name = { firstName: long('Ann '), lastName: long('Lee '), displayName: long('Ann Lee ') };
    put(`tenants/org1/customers/alleaves_${id}`, {
      ...initialCustomerState(at(number)),
      ...{ orgId: 'org1', source: 'alleaves', posCustomerId: id, ...name, phone: null, birthDate: null },
      email: `${id}@example.com`,
    });
    put(`tenants/org1/publicViews/products/items/alleaves_${id}`, {
      name: long('Item '),
      price: 5,
      inStock: true,
    });
    if (number > 110) continue;
    put(`tenants/org1/orders/alleaves_${id}`, {
      customerId: 'alleaves_42',
      orderDate: at(number),
      items: [],
    });
    put(`tenants/x${id}`, { name: long('Shop ') });
    put(`tenants/org1/sync_runs/run-${id}`, {
      ...{ runId: `run-${id}`, trigger: 'schedule', mode: 'full', dryRun: false, state: 'succeeded' },
      ...{ stage: 'status', startedAt: at(number), finishedAt: null, window: null, stages: {}, error: null },
      billed: { reads: 1, writes: 1, deletes: 0, usd: 0 },
    });
    put(`tenants/org1/sync_quarantine/orders_${id}`, {
      ...{ stream: 'orders', posId: id, issues: [], payload: { note: 'x'.repeat(64_000) } },
      ...{ firstSeenAt: at(number), lastSeenAt: at(number), count: 1 },
    });
    put(`dead_letters/${id}`, {
      ...{ topic: 'pos-sync-tenant', message: 'x', orgId: 'org1', runId: null, attempts: 1 },
      error: { kind: 'permanent', code: 'bad_message', message: 'Not JSON.', stage: null },
      ...{ firstFailedAt: at(number), lastFailedAt: at(number), state: 'open', expireAt: null },
    });
  }
  await writer.close();
});
afterAll(() => harness.stop());

/** How many things an answer has: the length of its list, or what it says it counted. */
function sizeOf(result: Readonly<Record<string, unknown>> = {}): unknown {
  const list = Object.values(result).find(Array.isArray);
  return list?.length ?? result['customerCount'] ?? result['checked'];
}

/** A cursor of the first page. */
async function cursorOf(name: string, example: object): Promise<string> {
  const { result } = await harness.call(name, { ...example, limit: 1 }, operator);
  return z.string().parse(result?.['nextCursor']);
}

const refused = (code: string) => ({ status: 400, error: { details: { code } } });

it('are those of every callable that lists', () => {
  const withCursor = callables.filter(({ input }) => 'cursor' in input.shape).map(({ name }) => name);
  expect(pages.map(({ name }) => name)).toEqual(withCursor);
  expect(pages.length).toBeGreaterThanOrEqual(11);
});

describe.each(pages)('$name', ({ name, largest, example }) => {
  it(`fills a page of ${largest}, no more is allowed, and reads what is on it`, async () => {
    const reads = harness.stats().reads;
    const body = JSON.stringify({ data: { ...example, limit: largest } });
    const { status, text } = await harness.exchange(name, body, operator);
    expect(status).toBe(200);
    expect(harness.stats().reads - reads).toBeLessThanOrEqual((READS[name] ?? 1) * largest + 2);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_ANSWER_BYTES);
    const { result } = z
      .object({ result: z.looseObject({ nextCursor: z.string() }) })
      .parse(JSON.parse(text));
    expect(sizeOf(result)).toBe(largest);

    const next = { ...example, limit: largest, cursor: result.nextCursor };
    expect(await harness.call(name, next, operator)).toMatchObject({ status: 200 });
    expect(await harness.call(name, { ...example, limit: largest + 1 }, operator)).toMatchObject(
      refused('bad_input'),
    );
  });
});

describe.each(pages)('a cursor of $name', ({ name, example }) => {
  it('is of no use to another tenant or another call, which read nothing for it', async () => {
    const cursor = await cursorOf(name, example);
    const reads = harness.stats().reads;
    expect(await harness.call(name, { ...example, orgId: 'org2', cursor }, operator)).toMatchObject(
      refused('bad_cursor'),
    );
    for (const other of pages.filter((page) => page.name !== name))
      expect(await harness.call(other.name, { ...other.example, cursor }, operator)).toMatchObject(
        refused('bad_cursor'),
      );
    expect(harness.stats().reads).toBe(reads);
  });

  it('that was tampered with is refused or read, and no fault of the program', async () => {
    const decoded: unknown = JSON.parse(Buffer.from(await cursorOf(name, example), 'base64url').toString());
    const { query, position } = z.object({ query: z.string(), position: z.json() }).parse(decoded);
    for (const forged of forgeries(position)) {
      const cursor = Buffer.from(JSON.stringify({ query, position: forged })).toString('base64url');
      const answer = await harness.call(name, { ...example, limit: 1, cursor }, operator);
      expect({ forged, isFault: answer.status >= 500 }).toEqual({ forged, isFault: false });
      if (answer.status !== 200) expect(answer).toMatchObject(refused('bad_cursor'));
    }
  });
});

const FORGED = [
  ...[null, true, [], {}, 0, -1, 1.5, 8e15, 1e308, Number.MAX_SAFE_INTEGER],
  ...['', '.', '..', 'a/b', '../../org2/customers/1', '__x__', '\u0000', '\ud800', 'é'.repeat(751)],
];

/** A position with each of its parts, and the whole, replaced by whatever somebody may try. */
function forgeries(position: unknown): unknown[] {
  if (typeof position !== 'object' || position === null) return FORGED;
  const inside = Object.entries(position).flatMap(([key, part]) =>
    forgeries(part).map((forged) => ({ ...position, [key]: forged })),
  );
  return [...FORGED, ...inside];
}
