import { decisive, isNews } from '../../../src/rules/customers/consent';

const early = new Date('2026-01-01T00:00:00Z');
const late = new Date('2026-02-01T00:00:00Z');

describe('isNews', () => {
  it.each([
    ['a first statement', 'unknown', null, 'granted', early, true],
    ['a later one', 'granted', early, 'denied', late, true],
    ['an earlier one that arrives late', 'denied', late, 'granted', early, false],
    ['the same again', 'granted', early, 'granted', late, false],
    ['one of the same time', 'granted', early, 'denied', early, true],
  ] as const)('%s', (_, status, at, said, saidAt, expected) => {
    expect(isNews({ status, at }, { status: said, at: saidAt })).toBe(expected);
  });
});

describe('decisive', () => {
  it('is the later statement, and a refusal among those of the same time, in any order', () => {
    const granted = { status: 'granted', at: early } as const;
    const denied = { status: 'denied', at: early } as const;
    const again = { status: 'granted', at: late } as const;
    for (const [a, b, expected] of [
      [granted, denied, denied],
      [denied, again, again],
    ] as const) {
      expect(decisive<typeof a | typeof b>(a, b)).toBe(expected);
      expect(decisive<typeof a | typeof b>(b, a)).toBe(expected);
    }
  });
});
