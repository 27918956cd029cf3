import fc from 'fast-check';
import { countsTowardsSpending, NO_FLAGS, parseOrderStatus } from '../../../src/rules/money/order';
import { ORDER_STATUSES } from '../../../src/rules/pos';

describe('parseOrderStatus', () => {
  it.each(ORDER_STATUSES)('reads %p as itself', (status) => {
    expect(parseOrderStatus(status)).toBe(status);
    expect(parseOrderStatus(` ${status.toUpperCase()} `)).toBe(status);
  });

  it.each([
    ['processing', 'preparing'],
    ['Delivered', 'completed'],
    ['canceled', 'cancelled'],
    ['void', 'cancelled'],
    ['VOIDED', 'cancelled'],
    ['returned', 'refunded'],
    ['on the moon', 'unknown'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
    [3, 'unknown'],
  ])('reads %p as %p', (value, status) => {
    expect(parseOrderStatus(value)).toBe(status);
  });
});

describe('the flags of an order', () => {
  it.each([
    [{ cancel: true }, 'completed', 'cancelled'],
    [{ cancel: true, complete: true, paidInFull: true }, 'delivered', 'cancelled'],
    [{ void: true }, 'ready', 'cancelled'],
    [{ void: true, complete: true }, null, 'cancelled'],
    [{ cancel: false, void: false }, 'canceled', 'cancelled'],
    [{ complete: true }, 'processing', 'completed'],
    [{ complete: true }, 'on the moon', 'completed'],
    [{ complete: true, cancel: false }, 'canceled', 'completed'],
    [{ complete: true }, null, 'completed'],
    // Refunded orders were completed before.
    [{ complete: true }, 'returned', 'refunded'],
    [{ complete: false }, 'delivered', 'completed'],
    [{ paidInFull: true }, 'submitted', 'submitted'],
    [{ paidInFull: true }, 'on the moon', 'completed'],
    [{ paidInFull: true, complete: false }, 'on the moon', 'confirmed'],
    [{ paidInFull: false }, 'on the moon', 'unknown'],
    [{ paidInFull: true }, 'refunded', 'refunded'],
  ])('%j beside the word %j make it %j', (flags, word, status) => {
    expect(parseOrderStatus(word, { ...NO_FLAGS, ...flags })).toBe(status);
  });

  it('cancel whatever the word and the other flags say, and say nothing where there are none', () => {
    const flag = fc.option(fc.boolean());
    const flags = fc.record({ cancel: flag, void: flag, complete: flag, paidInFull: flag });
    const word = fc.oneof(fc.constantFrom(...ORDER_STATUSES, 'processing', 'void'), fc.string());
    fc.assert(
      fc.property(word, flags, (said, given) => {
        expect(parseOrderStatus(said, { ...given, cancel: true })).toBe('cancelled');
        expect(parseOrderStatus(said, { ...given, void: true })).toBe('cancelled');
        expect(parseOrderStatus(said, NO_FLAGS)).toBe(parseOrderStatus(said));
      }),
    );
  });
});

describe('countsTowardsSpending', () => {
  const without = (totalCents: number) =>
    ORDER_STATUSES.filter((status) => !countsTowardsSpending({ status, totalCents }));

  it('is so of sales but cancelled and refunded ones', () => {
    expect(without(1)).toEqual(['cancelled', 'refunded']);
    expect(without(0)).toEqual(['cancelled', 'refunded']);
  });

  it('is so of refund lines but cancelled ones', () => {
    expect(without(-1)).toEqual(['cancelled']);
  });
});
