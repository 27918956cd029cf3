import * as fc from 'fast-check';
import { sizeToAskFor } from '../../../src/alleaves/client/pageSize';

const LIMITS = { pageSize: 1_000, fallbackPageSize: 100 };

describe('sizeToAskFor', () => {
  it.each([
    ['nothing is known', {}, null, 1_000, false],
    ['the POS was found to give fewer', {}, 250, 250, true],
    ['the list fits on the smallest page', { expectedRows: 99 }, null, 100, true],
    ['it may not fit', { expectedRows: 100 }, null, 1_000, false],
    ['it may be empty', { expectedRows: 0.4 }, null, 1_000, false],
    ['it fits, and the POS was found to give more', { expectedRows: 99 }, 250, 250, true],
    ['a walk goes on at its second page', { page: 2, pageSize: 60 }, null, 60, false],
    ['a walk goes on behind it', { page: 3, pageSize: 60 }, null, 60, true],
    [
      'a walk goes on, and its cursor is of a release that had no sizes',
      { page: 2, expectedRows: 9 },
      null,
      1_000,
      false,
    ],
  ])('where %s', (_name, cursor, learned, pageSize, isSizeKnown) => {
    expect(sizeToAskFor(cursor, learned, LIMITS)).toEqual({ pageSize, isSizeKnown });
  });

  it('never asks for more than was found, nor for fewer rows than a walk had asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: null }),
        fc.integer({ min: 0, max: 5_000 }),
        (page, pageSize, learned, expectedRows) => {
          const asked = sizeToAskFor({ page, pageSize, expectedRows }, learned, LIMITS);
          expect(asked.pageSize).toBe(pageSize ?? learned ?? asked.pageSize);
          expect([LIMITS.pageSize, LIMITS.fallbackPageSize, pageSize, learned]).toContain(asked.pageSize);
        },
      ),
    );
  });
});
