import fc from 'fast-check';
import { realEmail } from '../../../src/rules/identity/email';
import { type CustomerMatch, CustomerMatcher, matchOrder } from '../../../src/rules/identity/matching';
import { comparePosIds, parsePosId } from '../../../src/rules/identity/posId';
import { customerEmail, customers } from '../arbitraries';

const roster = [
  { posCustomerId: '42', email: null },
  { posCustomerId: '43', email: 'jane@example.com' },
];
const family = [
  { posCustomerId: '100', email: 'jane@example.com' },
  { posCustomerId: '44', email: ' JANE@example.com' },
  ...roster,
];

describe('CustomerMatcher', () => {
  it.each([
    [' Jane@Example.com ', null, { posCustomerId: '43', matchedBy: 'email' }],
    ['no-email@alleaves.local', 42, { posCustomerId: '42', matchedBy: 'pos_id' }],
    ['no-email@alleaves.local', 'alleaves_42', { posCustomerId: '42', matchedBy: 'pos_id' }],
    ['customer_42@alleaves.local', 42, { posCustomerId: '42', matchedBy: 'pos_id' }],
    ['customer_42@alleaves.local.com', 42, { posCustomerId: '42', matchedBy: 'pos_id' }],
    [null, 99, null],
    ['no-email@alleaves.local', null, null],
    ['jane@example.com', 42, { posCustomerId: '43', matchedBy: 'email' }],
    ['nobody@example.com', null, null],
    [null, 0, null],
  ])('an order of %p with id %p matches %j', (email, id, match) => {
    expect(new CustomerMatcher(roster).match({ email, posCustomerId: parsePosId(id) ?? null })).toEqual(
      match,
    );
  });

  it.each([
    ['44', '44'],
    ['100', '100'],
    [null, '43'],
    ['42', '43'],
    ['99', '43'],
  ])('where 43, 44 and 100 share the address, an order with id %p goes to %p', (posCustomerId, expected) => {
    const match = new CustomerMatcher(family).match({ email: 'jane@example.com', posCustomerId });
    expect(match).toEqual({ posCustomerId: expected, matchedBy: 'email' });
  });

  it('lists who shares an address, lowest id first, and knows its customers', () => {
    const matcher = new CustomerMatcher([...family, ...family]);
    expect(matcher.customersWithEmail(' Jane@example.com')).toEqual(['43', '44', '100']);
    expect(matcher.customersWithEmail('nobody@example.com')).toEqual([]);
    expect(matcher.customersWithEmail('no-email@alleaves.local')).toEqual([]);
    expect([matcher.has('42'), matcher.has('99')]).toEqual([true, false]);
  });

  it('says the same twice over for one customer without counting it twice', () => {
    expect(new CustomerMatcher([...roster, ...roster]).customersWithEmail('jane@example.com')).toEqual([
      '43',
    ]);
  });

  it('never makes a match up, whatever the roster and its order', () => {
    const order = fc.record({
      email: customerEmail,
      posCustomerId: fc.option(fc.integer({ min: 1, max: 40 }).map(String)),
    });
    fc.assert(
      fc.property(customers, order, (known, { email, posCustomerId }) => {
        const owners = known
          .filter((customer) => realEmail(email) !== null && realEmail(customer.email) === realEmail(email))
          .map((customer) => customer.posCustomerId)
          .sort(comparePosIds);
        const byEmail = owners.find((owner) => owner === posCustomerId) ?? owners[0];
        const byId = known.find((customer) => customer.posCustomerId === posCustomerId)?.posCustomerId;
        const expected = byEmail ?? byId;
        const match = new CustomerMatcher(known).match({ email, posCustomerId });
        expect(match).toEqual(
          expected === undefined
            ? null
            : { posCustomerId: expected, matchedBy: byEmail === undefined ? 'pos_id' : 'email' },
        );
        expect(new CustomerMatcher([...known].reverse()).match({ email, posCustomerId })).toEqual(match);
      }),
    );
  });
});

describe('CustomerMatcher with customers who are gone', () => {
  const people = [
    { posCustomerId: '42', email: 'ann@example.com', isGone: true },
    { posCustomerId: '43', email: 'ann@example.com' },
    { posCustomerId: '44', email: 'ann@example.com' },
    { posCustomerId: '45', email: 'bo@example.com', isGone: true },
    { posCustomerId: '46', email: 'bo@example.com', isGone: true },
  ];
  const matcher = new CustomerMatcher(people);

  it.each([
    ['ann@example.com', null, '43', 'email'],
    ['ann@example.com', '44', '44', 'email'],
    ['ann@example.com', '42', '43', 'email'],
    ['bo@example.com', null, '45', 'email'],
    ['bo@example.com', '46', '46', 'email'],
    [null, '42', '42', 'pos_id'],
  ])('gives an order of %p with id %p to %p', (email, posCustomerId, expected, matchedBy) => {
    expect(matcher.match({ email, posCustomerId })).toEqual({ posCustomerId: expected, matchedBy });
  });

  it('never gives an order to somebody gone while somebody else has its address, whatever the roster', () => {
    const order = fc.record({
      email: customerEmail,
      posCustomerId: fc.option(fc.integer({ min: 1, max: 40 }).map(String)),
    });
    fc.assert(
      fc.property(customers, fc.func(fc.boolean()), order, (known, isGone, { email, posCustomerId }) => {
        const roster = known.map((each) => ({ ...each, isGone: isGone(each.posCustomerId) }));
        const living = roster.filter((each) => !each.isGone);
        const some = new CustomerMatcher(roster).match({ email, posCustomerId });
        const byLiving = new CustomerMatcher(living).match({ email, posCustomerId });
        if (byLiving?.matchedBy === 'email') expect(some).toEqual(byLiving);
        // Nobody loses an order because others are gone.
        if (new CustomerMatcher(known).match({ email, posCustomerId }) !== null) expect(some).not.toBeNull();
      }),
    );
  });
});

describe('matchOrder', () => {
  it.each([
    ['stays', { email: 'ann@example.com', posCustomerId: null }, '42', '42'],
    ['stays, also by its id', { email: 'ann@example.com', posCustomerId: '42' }, '42', '42'],
    ['moves to whom it names by now', { email: 'ann@example.com', posCustomerId: '44' }, '42', '44'],
    ['stays, no matter who else it names', { email: 'ann@example.com', posCustomerId: '99' }, '42', '42'],
    ['moves with its address', { email: 'cy@example.com', posCustomerId: null }, '42', '47'],
    ['of somebody else stays there', { email: 'ann@example.com', posCustomerId: null }, '43', '43'],
  ])('an order of a customer who is gone %s', (_, order, stored, expected) => {
    const matcher = new CustomerMatcher([
      { posCustomerId: '42', email: 'ann@example.com', isGone: true },
      { posCustomerId: '43', email: 'ann@example.com' },
      { posCustomerId: '44', email: 'ann@example.com' },
      { posCustomerId: '47', email: 'cy@example.com' },
    ]);
    const match = matchOrder(matcher, order, { posCustomerId: stored, matchedBy: 'email' }, new Set());
    expect(match?.posCustomerId).toBe(expected);
  });

  const byEmail = (posCustomerId: string): CustomerMatch => ({ posCustomerId, matchedBy: 'email' });
  const byId = (posCustomerId: string): CustomerMatch => ({ posCustomerId, matchedBy: 'pos_id' });
  const gone = 'gone@example.com';
  // 50 was erased; 43 has Jane's address, which 50 may once have shared.
  const people = [...roster, { posCustomerId: '50', email: null }];
  const erased = new Set(['50']);

  it.each([
    ['matches nobody any more stays', { email: gone, posCustomerId: null }, byEmail('42'), byEmail('42')],
    [
      'moves to whom its address belongs',
      { email: 'jane@example.com', posCustomerId: '42' },
      byId('42'),
      byEmail('43'),
    ],
    ['of nobody is nobody’s', { email: gone, posCustomerId: '99' }, undefined, null],
  ])('an order that %s', (_, order, stored, expected) => {
    expect(matchOrder(new CustomerMatcher(people), order, stored, erased)).toEqual(expected);
  });

  it.each([
    ['found by the address stays', { email: gone, posCustomerId: null }, byEmail('50'), byEmail('50')],
    [
      'found by the address stays, whatever id it names',
      { email: gone, posCustomerId: '42' },
      byEmail('50'),
      byEmail('50'),
    ],
    [
      'stays where others have the address',
      { email: 'jane@example.com', posCustomerId: '50' },
      byEmail('50'),
      byEmail('50'),
    ],
    ['found by the id stays', { email: 'jane@example.com', posCustomerId: '50' }, byId('50'), byId('50')],
    ['moves when the POS gives it another id', { email: null, posCustomerId: '42' }, byId('50'), byId('42')],
    ['stays when the POS takes the id away', { email: null, posCustomerId: null }, byId('50'), byId('50')],
    [
      'that is new is theirs by id',
      { email: 'jane@example.com', posCustomerId: '50' },
      undefined,
      byId('50'),
    ],
    [
      'of somebody else stays there',
      { email: 'jane@example.com', posCustomerId: '50' },
      byEmail('43'),
      byEmail('43'),
    ],
  ])('an order of an erased customer %s', (_, order, stored, expected) => {
    expect(matchOrder(new CustomerMatcher(people), order, stored, erased)).toEqual(expected);
  });

  it('is the plain match where nobody is erased and the order is new', () => {
    const order = fc.record({
      posCustomerId: fc.option(fc.integer({ min: 1, max: 45 }).map(String)),
      email: customerEmail,
    });
    fc.assert(
      fc.property(customers, order, (some, any) => {
        const matcher = new CustomerMatcher(some);
        expect(matchOrder(matcher, any, undefined, new Set())).toEqual(matcher.match(any));
      }),
    );
  });
});
