import { CUSTOMER_SORTS } from '../../../../src/rules/customers/customerQuery';
import { customerFields, initialCustomerState } from '../../../../src/documents/customerContent';
import { CALLABLES_NOW, CallableHarness, staff } from '../../../support/callables';

let harness: CallableHarness;

/** Customer `n` is the `n`-th by every sort; odd ones are vips, those that three divides have a tag. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const day = (number: number) => new Date(CALLABLES_NOW.getTime() - (100 - number) * 86_400_000);

beforeAll(async () => {
  harness = await CallableHarness.start();
  const batch = harness.firestore.batch();
  for (const number of NUMBERS) {
    const pos = {
      posCustomerId: String(number),
      email: null,
      phone: null,
      firstName: null,
      lastName: null,
      displayName: `Customer ${number}`,
      birthDate: null,
      loyaltyPoints: null,
      customerSince: null,
    };
    batch.set(harness.firestore.doc(`tenants/org1/customers/alleaves_${number}`), {
      ...customerFields('org1', pos),
      ...initialCustomerState(day(number)),
      segment: number % 2 === 1 ? 'vip' : 'loyal',
      tags: number % 3 === 0 ? ['delivery'] : ['other'],
      lastOrderDate: day(number),
      totalSpent: 10 * number,
      orderCount: number,
      createdAt: day(number),
    });
  }
  await batch.commit();
});
afterAll(() => harness.stop());

const FILTERS = [
  { what: 'everybody', filter: {}, numbers: NUMBERS },
  { what: 'a segment', filter: { segment: 'vip' }, numbers: [1, 3, 5, 7, 9] },
  { what: 'a tag', filter: { tag: 'delivery' }, numbers: [3, 6, 9] },
];

const cases = CUSTOMER_SORTS.flatMap((sort) =>
  (['asc', 'desc'] as const).flatMap((direction) =>
    FILTERS.map((filter) => ({ ...filter, sort, direction })),
  ),
);

describe('listCustomers', () => {
  it.each(cases)(
    'sorts $what by $sort, $direction, from page to page',
    async ({ filter, numbers, sort, direction }) => {
      const seen: unknown[] = [];
      for (let cursor: unknown; cursor !== null;) {
        const { status, result } = await harness.call(
          'listCustomers',
          { ...filter, sort, direction, limit: 2, ...(cursor !== undefined && { cursor }) },
          staff('org1'),
        );
        expect(status).toBe(200);
        seen.push(result?.['customers']);
        cursor = result?.['nextCursor'];
      }
      const expected = numbers.map((number) => expect.objectContaining({ customerId: `alleaves_${number}` }));
      expect(seen.flat()).toEqual(direction === 'asc' ? expected : expected.reverse());
    },
  );
});
