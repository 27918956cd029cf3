import { DEFAULT_LIMITS } from '../../../../src/platform/limits';
import fc from 'fast-check';
import {
  CUSTOMER_SORTS,
  type CustomerQuery,
  type CustomerSort,
  type SortPosition,
} from '../../../../src/rules/customers/customerQuery';
import { type CustomerSearch, parseCustomerSearch } from '../../../../src/rules/customers/customerSearch';
import { type Segment, SEGMENTS } from '../../../../src/rules/customers/segment';
import { readCustomerPage } from '../../../../src/api/customers/list/customerPages';
import { Database } from '../../../../src/platform/firestore/database';
import { startTestFirestore, type TestFirestore } from '../../../support/firestore';
import { sortPosition } from '../../../../src/api/customers/list/customerList';

let server: TestFirestore;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(() => server.stop());

const day = (date: number) => new Date(Date.UTC(2026, 9, date));

interface Customer {
  segment: Segment;
  tags: string[];
  displayName: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  lastOrderDate: Date | null;
  createdAt: Date;
  totalSpent: number;
  orderCount: number;
}

/** Few different values, so that many customers are equal in what they are sorted by, and some have none. */
const customer: fc.Arbitrary<Customer> = fc.record({
  segment: fc.constantFrom(...SEGMENTS),
  tags: fc.uniqueArray(fc.constantFrom('vip guest', 'edibles', 'Wholesale'), { maxLength: 3 }),
  displayName: fc.constantFrom(null, 'Ann Lee', 'ann', 'Bob O’Brien', 'Zoë Smith-Jones', 'Émile'),
  firstName: fc.constantFrom(null, 'Ann', 'Bob'),
  lastName: fc.constantFrom(null, 'Lee'),
  email: fc.constantFrom(null, null, 'ann@example.com', 'anna@example.com', 'bob@example.org'),
  phone: fc.constantFrom(null, null, '+1 (555) 010-2000', '555.010.3000'),
  lastOrderDate: fc.option(fc.integer({ min: 1, max: 9 }).map(day)),
  createdAt: fc.integer({ min: 1, max: 5 }).map(day),
  totalSpent: fc.constantFrom(0, 0, -5.5, 10, 10.01, 2000),
  orderCount: fc.integer({ min: 0, max: 3 }),
});

const SEARCHES = [
  'ann',
  'AN le',
  'obrien',
  'jones',
  'ann@',
  'ANNA@example',
  'nobody@',
  '0102',
  '5550103000',
  'zoe',
];

const query = fc.record(
  {
    segment: fc.constantFrom(...SEGMENTS),
    tag: fc.constantFrom('vip guest', 'Wholesale'),
    search: fc.constantFrom(...SEARCHES).map(parsed),
    lastOrderFrom: fc.integer({ min: 1, max: 9 }).map(day),
    lastOrderTo: fc.integer({ min: 1, max: 9 }).map(day),
    sort: fc.constantFrom(...CUSTOMER_SORTS),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  },
  { requiredKeys: ['sort', 'direction'] },
);

function parsed(text: string): CustomerSearch {
  const search = parseCustomerSearch(text);
  if (search === undefined) throw new Error(`'${text}' is no search`);
  return search;
}

/** What should be found, in the plainest way: all ids, each tested and sorted by its own values. */
function naive(customers: ReadonlyMap<string, Customer>, asked: CustomerQuery): string[] {
  const digits = (phone: string) => phone.replace(/\D/g, '').slice(-10);
  const isFound = (one: Customer, search: CustomerSearch) => {
    if (search.kind === 'email') return one.email?.startsWith(search.prefix) === true;
    if (search.kind === 'phone') return one.phone !== null && digits(one.phone).includes(search.part ?? '');
    const names = [one.displayName, one.firstName, one.lastName].join(' ').toLowerCase();
    const plain = names.replaceAll('’', '').replaceAll('ë', 'e').replaceAll('é', 'e').replaceAll('-', ' ');
    const isNamed = search.words.every((word) => plain.split(' ').some((name) => name.startsWith(word)));
    return isNamed || one.email?.startsWith(search.emailPrefix) === true;
  };
  const sign = asked.direction === 'asc' ? 1 : -1;
  return [...customers]
    .filter(
      ([, one]) =>
        (asked.segment === undefined || one.segment === asked.segment) &&
        (asked.tag === undefined || one.tags.includes(asked.tag)) &&
        (asked.lastOrderFrom === undefined || (one.lastOrderDate ?? 0) >= asked.lastOrderFrom) &&
        (asked.lastOrderTo === undefined ||
          (one.lastOrderDate !== null && one.lastOrderDate <= asked.lastOrderTo)) &&
        (asked.search === undefined || isFound(one, asked.search)),
    )
    .sort(([idA, a], [idB, b]) => sign * (order(a[asked.sort], b[asked.sort]) || (idA < idB ? -1 : 1)))
    .map(([id]) => id);
}

function order(a: Customer[CustomerSort], b: Customer[CustomerSort]): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a < b ? -1 : a > b ? 1 : 0;
}

let tenants = 0;

async function store(
  customers: readonly Customer[],
): Promise<{ orgId: string; stored: Map<string, Customer> }> {
  const orgId = `org${(tenants += 1)}`;
  const stored = new Map(
    customers.map((one, position) => [`c${(position * 7) % customers.length}_${position}`, one]),
  );
  const batch = server.firestore.batch();
  for (const [id, one] of stored) batch.set(server.firestore.doc(`tenants/${orgId}/customers/${id}`), one);
  await batch.commit();
  return { orgId, stored };
}

/** All pages of a query, one after the other. */
async function walk(orgId: string, asked: CustomerQuery, page: { limit: number; scanLimit: number }) {
  const ids: string[] = [];
  let after: SortPosition | null = null;
  for (let pages = 0; pages < 500; pages += 1) {
    const database = new Database(server.firestore);
    const answer: Awaited<ReturnType<typeof readCustomerPage>> = await readCustomerPage(
      database,
      orgId,
      asked,
      { limit: page.limit, scan: { ...DEFAULT_LIMITS.scan, documents: page.scanLimit }, after },
    );
    expect(answer.customers.length).toBeLessThanOrEqual(page.limit);
    // Counting whether a search has candidates enough costs one or two more.
    expect(database.billed.reads).toBeLessThanOrEqual(page.scanLimit + 2);
    ids.push(...answer.customers.map(({ customerId }) => customerId));
    if (answer.next === null) return ids;
    // As it comes back in a cursor.
    after = sortPosition.parse(JSON.parse(JSON.stringify(answer.next)));
  }
  throw new Error('The pages have no end');
}

describe('readCustomerPage', () => {
  it('walks to exactly what a plain filter and sort give, each once, however many are read a call', async () => {
    const { orgId, stored } = await store(fc.sample(customer, { numRuns: 40, seed: 7 }));
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.constantFrom(4, 10, 40),
        fc.constantFrom(9, 1000),
        async (asked, limit, scanLimit) => {
          expect(await walk(orgId, asked, { limit, scanLimit })).toEqual(naive(stored, asked));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(CUSTOMER_SORTS.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'sorts by %s %s, with ties and without values',
    async (sort, direction) => {
      const { orgId, stored } = await store(fc.sample(customer, { numRuns: 40, seed: 11 }));
      // Everybody by a walk, and many by each of the two indexes that a search has.
      for (const search of [undefined, parsed('ann@'), parsed('555')]) {
        const asked = { search, sort, direction };
        const found = naive(stored, asked);
        expect(found.length).toBeGreaterThan(3);
        expect(await walk(orgId, asked, { limit: 3, scanLimit: 1000 })).toEqual(found);
      }
    },
  );

  it('reads one more than a page where the query holds all conditions', async () => {
    const { orgId } = await store(fc.sample(customer, { numRuns: 40, seed: 3 }));
    const database = new Database(server.firestore);
    const { customers } = await readCustomerPage(
      database,
      orgId,
      { lastOrderFrom: day(2), sort: 'lastOrderDate', direction: 'desc' },
      { limit: 10, after: null, scan: DEFAULT_LIMITS.scan },
    );
    expect(customers).toHaveLength(10);
    expect(database.billed.reads).toBe(11);
  });

  it('finds an address without looking at anybody else', async () => {
    const others = fc.sample(customer, { numRuns: 60, seed: 5 });
    const { orgId } = await store(
      others.map((one, position) => ({ ...one, email: `c${position}@example.com` })),
    );
    const database = new Database(server.firestore);
    const { customers } = await readCustomerPage(
      database,
      orgId,
      { search: parsed('C17@'), sort: 'totalSpent', direction: 'desc' },
      { limit: 10, after: null, scan: DEFAULT_LIMITS.scan },
    );
    expect(customers).toMatchObject([{ email: 'c17@example.com' }]);
    expect(database.billed.reads).toBe(2);
  });

  it('keeps instants finer than a millisecond apart', async () => {
    const orgId = 'fine';
    const { Timestamp } = await import('firebase-admin/firestore');
    const [one] = fc.sample(customer, { numRuns: 1, seed: 1 });
    for (let nanoseconds = 1_000; nanoseconds <= 5_000; nanoseconds += 1_000)
      await server.firestore
        .doc(`tenants/${orgId}/customers/c${nanoseconds}`)
        .set({ ...one, createdAt: new Timestamp(1_700_000_000, nanoseconds) });
    for (const direction of ['asc', 'desc'] as const) {
      const ids = await walk(orgId, { sort: 'createdAt', direction }, { limit: 2, scanLimit: 1000 });
      const ascending = ['c1000', 'c2000', 'c3000', 'c4000', 'c5000'];
      expect(ids).toEqual(direction === 'asc' ? ascending : ascending.reverse());
    }
  });

  it('names the field where a document was damaged so that it has no place in the order', async () => {
    const { orgId } = await store(fc.sample(customer, { numRuns: 3, seed: 1 }));
    await server.firestore.doc(`tenants/${orgId}/customers/damaged`).set({ totalSpent: true });
    const page = readCustomerPage(
      new Database(server.firestore),
      orgId,
      { sort: 'totalSpent', direction: 'asc' },
      { limit: 1, after: null, scan: DEFAULT_LIMITS.scan },
    );
    await expect(page).rejects.toMatchObject({
      code: 'customer_malformed',
      message: expect.stringContaining('totalSpent'),
    });
  });
});
