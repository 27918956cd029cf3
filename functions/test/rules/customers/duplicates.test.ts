import fc from 'fast-check';
import { likelyDuplicates } from '../../../src/rules/customers/duplicates';

const customer = (customerId: string, email: string | null, phone: string | null) => ({
  customerId,
  email,
  phone,
});
const idsOf = (customers: readonly ReturnType<typeof customer>[]) =>
  likelyDuplicates(customers).map((group) => [
    group.shared,
    group.customers.map(({ customerId }) => customerId),
  ]);

describe('likelyDuplicates', () => {
  it('finds who has the same address, and who has the same number however it is written', () => {
    expect(
      idsOf([
        customer('1', 'ann@example.com', '(315) 555-0177'),
        customer('2', 'ann@example.com', null),
        customer('3', null, '+1 315 555 0177 x2'),
        customer('4', 'bo@example.com', '315-555-0188'),
      ]),
    ).toEqual([
      ['email', ['1', '2']],
      ['phone', ['1', '3']],
    ]);
  });

  it.each(['N/A', '0000000000', 'none', '123'])('takes %j for no number', (phone) => {
    expect(idsOf([customer('1', null, phone), customer('2', null, phone)])).toEqual([]);
  });

  it('names only customers who share something, each pair that does', () => {
    const email = fc.option(fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com'));
    const phone = fc.option(fc.constantFrom('315-555-0177', '3155550177', '315-555-0188'));
    fc.assert(
      fc.property(fc.array(fc.tuple(email, phone), { maxLength: 12 }), (contacts) => {
        const customers = contacts.map(([address, number], index) =>
          customer(String(index), address, number),
        );
        const groups = likelyDuplicates(customers);
        for (const { shared, customers: sharing } of groups) {
          expect(sharing.length).toBeGreaterThan(1);
          expect(sharing.every((each) => each[shared] !== null)).toBe(true);
        }
        const shareEmail = customers.filter(
          ({ email: own }) => own !== null && customers.filter((each) => each.email === own).length > 1,
        );
        const listed = groups.filter(({ shared }) => shared === 'email').flatMap((group) => group.customers);
        expect(new Set(listed)).toEqual(new Set(shareEmail));
      }),
    );
  });
});
