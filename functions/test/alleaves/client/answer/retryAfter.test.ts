import * as fc from 'fast-check';
import { retryAfterMs } from '../../../../src/alleaves/client/answer/retryAfter';

const NOW = Date.parse('2026-11-20T15:00:00Z');

it.each<[string | null, number | null]>([
  ['0', 0],
  ['3', 3_000],
  [' 2.5 ', 2_500],
  ['Fri, 20 Nov 2026 15:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 14:59:00 GMT', -60_000],
  ['Friday, 20-Nov-26 15:00:30 GMT', 30_000],
  ['2026-11-20T15:00:10Z', 10_000],
  [null, null],
  ['', null],
  ['-1', null],
  ['soon', null],
  ['5 minutes', null],
  ['Wed, the 40th', null],
  ['NaN', null],
  ['0x10', null],
])('Retry-After %p asks for %p milliseconds', (header, milliseconds) => {
  expect(retryAfterMs(header, NOW)).toBe(milliseconds);
});

it('is a number or null, whatever is sent', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const asked = retryAfterMs(header, NOW);
      expect(asked === null || Number.isFinite(asked)).toBe(true);
    }),
  );
});
