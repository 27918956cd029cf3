import { z } from 'zod';
import { exampleInput } from '../../../tools/docs/document';
import { asSchema } from '../../../tools/docs/fields';
import type { Callable } from '../../src/api/call/callable';
import { loadCallables } from '../../src/api/registry';
import { initialCustomerState } from '../../src/documents/customerContent';
import { CALLABLES_NOW, CallableHarness, operator } from '../support/callables';

/** More than the largest page of any callable. */
const DOCUMENTS = 1_005;

/** Cloud Functions answer 32 MB at most; browsers and people far less. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Documents that a page may read for each thing on it, where that is not one. */
const READS: Readonly<Record<string, number>> = {
  // Nobody has spending here, so all are put right: three reads each in a transaction, and one for the cause.
  recomputeSegments: 6,
};

/** Those that look at every customer for each page, whatever is on it. */
const OF_EVERYBODY: ReadonlySet<string> = new Set(['listDuplicateCustomers']);

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

function pageOf(callable: Callable): Page[] {
  const input = z.toJSONSchema(callable.input, { io: 'input' });
  const largest = asSchema(input.properties?.['limit']).maximum;
  const example = { ...Object(exampleInput(callable, input)), ...BESIDE[callable.name] };
  return largest === undefined ? [] : [{ name: callable.name, largest, example }];
}

let harness: CallableHarness;
let callables: readonly Callable[];
let pages: readonly Page[];
/** A cursor of each one's first page, taken before any has changed what another lists. */
const cursors = new Map<string, string>();

beforeAll(async () => {
  harness = await CallableHarness.start();
  callables = await loadCallables();
  pages = callables.flatMap(pageOf);
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
      // Each shared by two.
      email: `${id.slice(0, -1)}${number % 5}@example.com`,
      // They are overdue, too.
      ...{ totalSpent: 1_000 + number, orderCount: 3, usualDaysBetweenOrders: 7, overdueAt: at(number) },
    });
    put(`tenants/org1/segment_changes/alleaves_${id}_${at(number).toISOString()}`, {
      ...{ orgId: 'org1', customerId: `alleaves_${id}`, posCustomerId: id, from: 'new', to: 'vip' },
      ...{ cause: 'order', reason: 'x', at: at(number), totalSpent: 1, orderCount: 1, previousOrderCount: 0 },
      expireAt: at(-1),
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
  for (const { name, example } of pages) cursors.set(name, await firstCursor(name, example));
});
afterAll(() => harness.stop());

/** How many things an answer has: the length of its list, or what it says it counted. */
function sizeOf(result: Readonly<Record<string, unknown>> = {}): unknown {
  const list = Object.values(result).find(Array.isArray);
  return list?.length ?? result['customerCount'] ?? result['checked'];
}

async function firstCursor(name: string, example: object): Promise<string> {
  const { result } = await harness.call(name, { ...example, limit: 1 }, operator);
  const { nextCursor } = z.object({ nextCursor: z.string() }, `${name} lists one page`).parse(result);
  return nextCursor;
}

const cursorOf = (name: string): string => z.string().parse(cursors.get(name));

const refused = (code: string) => ({ status: 400, error: { details: { code } } });

/** Far longer than one takes: each test goes through all callables that list. */
const TIMEOUT_MILLISECONDS = 300_000;

describe('the callables that list', () => {
  it('are those with a cursor', () => {
    const withCursor = callables.filter(({ input }) => 'cursor' in input.shape).map(({ name }) => name);
    expect(pages.map(({ name }) => name)).toEqual(withCursor);
    expect(pages.length).toBeGreaterThanOrEqual(11);
  });

  it(
    'fill the largest page that they allow, and read what is on it',
    async () => {
      for (const { name, largest, example } of pages) {
        const reads = harness.stats().reads;
        const body = JSON.stringify({ data: { ...example, limit: largest } });
        const { status, text } = await harness.exchange(name, body, operator);
        expect({ name, status }).toEqual({ name, status: 200 });
        const most = OF_EVERYBODY.has(name) ? DOCUMENTS + 2 : (READS[name] ?? 1) * largest + 2;
        expect({ name, isTooMany: harness.stats().reads - reads > most }).toEqual({ name, isTooMany: false });
        expect(Buffer.byteLength(text)).toBeLessThan(MAX_ANSWER_BYTES);
        const { result } = z
          .object({ result: z.looseObject({ nextCursor: z.string() }) })
          .parse(JSON.parse(text));
        expect({ name, size: sizeOf(result) }).toEqual({ name, size: largest });

        const next = { ...example, limit: largest, cursor: result.nextCursor };
        expect(await harness.call(name, next, operator)).toMatchObject({ status: 200 });
        expect(await harness.call(name, { ...example, limit: largest + 1 }, operator)).toMatchObject(
          refused('bad_input'),
        );
      }
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'take no cursor of another tenant or another call, and read nothing for it',
    async () => {
      for (const { name, example } of pages) {
        const cursor = cursorOf(name);
        const reads = harness.stats().reads;
        expect(await harness.call(name, { ...example, orgId: 'org2', cursor }, operator)).toMatchObject(
          refused('bad_cursor'),
        );
        for (const other of pages.filter((page) => page.name !== name))
          expect(await harness.call(other.name, { ...other.example, cursor }, operator)).toMatchObject(
            refused('bad_cursor'),
          );
        expect({ name, reads: harness.stats().reads }).toEqual({ name, reads });
      }
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'refuse or read a cursor that was tampered with, and never fail',
    async () => {
      for (const { name, example } of pages) {
        const decoded: unknown = JSON.parse(Buffer.from(cursorOf(name), 'base64url').toString());
        const { query, position } = z.object({ query: z.string(), position: z.json() }).parse(decoded);
        for (const forged of forgeries(position)) {
          const cursor = Buffer.from(JSON.stringify({ query, position: forged })).toString('base64url');
          const answer = await harness.call(name, { ...example, limit: 1, cursor }, operator);
          expect({ name, forged, isFault: answer.status >= 500 }).toEqual({ name, forged, isFault: false });
          if (answer.status !== 200) expect(answer).toMatchObject(refused('bad_cursor'));
        }
      }
    },
    TIMEOUT_MILLISECONDS,
  );
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
