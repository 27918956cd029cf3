import fc from 'fast-check';
import { addDays } from '../../../src/rules/time/time';
import { backfillFault, splitWindow, syncWindow, widenWindow } from '../../../src/rules/time/window';

describe('syncWindow', () => {
  const options = {
    now: new Date('2026-11-22T12:00:00Z'),
    timeZone: 'America/New_York',
    lookbackDays: 90,
    historyStart: '2019-01-01',
    lastSyncAt: new Date('2026-11-22T11:30:00Z'),
  };

  it.each([
    ['the look-back on each sync', {}, '2026-08-24'],
    ['all of the history on the first run', { lastSyncAt: null }, '2019-01-01'],
    [
      'the look-back on a first run without a history',
      { lastSyncAt: null, historyStart: null },
      '2026-08-24',
    ],
    [
      'no less than the look-back for a young history',
      { lastSyncAt: null, historyStart: '2026-11-01' },
      '2026-08-24',
    ],
    [
      'from the day before the last success after a long pause',
      { lastSyncAt: new Date('2026-03-01T12:00:00Z') },
      '2026-02-28',
    ],
    [
      'the day before, in the time zone of the shop',
      { lastSyncAt: new Date('2026-03-02T03:00:00Z') },
      '2026-02-28',
    ],
    [
      'the look-back after a pause that is shorter',
      { lastSyncAt: new Date('2026-09-01T12:00:00Z') },
      '2026-08-24',
    ],
    [
      'one more day when the pause is as long',
      { lastSyncAt: new Date('2026-08-24T12:00:00Z') },
      '2026-08-23',
    ],
  ])('is %s', (_case, changes, from) => {
    expect(syncWindow({ ...options, ...changes })).toEqual({ from, to: '2026-11-22' });
  });

  it('ends today where the shop is', () => {
    const now = new Date('2026-11-22T03:00:00Z');
    expect(syncWindow({ ...options, now }).to).toBe('2026-11-21');
    expect(syncWindow({ ...options, now, timeZone: 'Asia/Tokyo' }).to).toBe('2026-11-22');
  });
});

describe('widenWindow', () => {
  const window = { from: '2026-08-24', to: '2026-11-22' };

  it.each([
    [null, '2026-08-24'],
    ['2026-08-24', '2026-08-24'],
    ['2026-11-01', '2026-08-24'],
    ['2026-08-23', '2026-08-23'],
    ['2019-03-01', '2019-03-01'],
    ['1000-01-01', '2016-11-15'],
  ])('to %p begins on %p', (revisitFrom, from) => {
    expect(widenWindow(window, revisitFrom)).toEqual({ from, to: window.to });
  });

  it('leaves a window alone that reaches further than it may itself', () => {
    const long = { from: '2010-01-01', to: '2026-11-22' };
    expect(widenWindow(long, '2009-01-01')).toEqual(long);
  });
});

describe('splitWindow', () => {
  it.each([
    [{ from: '2026-01-01', to: '2026-01-01' }, 7, [['2026-01-01', '2026-01-01']]],
    [{ from: '2026-01-01', to: '2026-01-07' }, 7, [['2026-01-01', '2026-01-07']]],
    [
      { from: '2026-01-30', to: '2026-02-06' },
      7,
      [
        ['2026-01-30', '2026-02-05'],
        ['2026-02-06', '2026-02-06'],
      ],
    ],
    [
      { from: '2026-01-01', to: '2026-01-02' },
      1,
      [
        ['2026-01-01', '2026-01-01'],
        ['2026-01-02', '2026-01-02'],
      ],
    ],
  ])('cuts %j by %p days', (window, days, parts) => {
    expect(splitWindow(window, days)).toEqual(parts.map(([from, to]) => ({ from, to })));
  });

  it('comes to an end at the last day that there is, and begins at the first', () => {
    expect(splitWindow({ from: '9999-12-01', to: '9999-12-31' }, 20)).toHaveLength(2);
    expect(splitWindow({ from: '0000-01-01', to: '0000-03-01' }, 30)).toHaveLength(3);
  });

  it('has every day once, oldest first, in parts as long as they may be', () => {
    const span = fc.record({
      start: fc.nat({ max: 5000 }),
      length: fc.nat({ max: 800 }),
      days: fc.integer({ min: 1, max: 120 }),
    });
    fc.assert(
      fc.property(span, ({ start, length, days }) => {
        const from = addDays('2015-01-01', start);
        const window = { from, to: addDays(from, length) };
        const parts = splitWindow(window, days);
        expect(parts[0]?.from).toBe(window.from);
        expect(parts.at(-1)?.to).toBe(window.to);
        for (const [index, part] of parts.entries()) {
          const next = parts[index + 1];
          if (next === undefined) continue;
          expect(part.to).toBe(addDays(part.from, days - 1));
          expect(next.from).toBe(addDays(part.to, 1));
        }
      }),
    );
  });

  it.each([0, -1, 1.5, NaN])('refuses parts of %p days', (days) => {
    const window = { from: '2026-01-01', to: '2026-01-02' };
    expect(() => splitWindow(window, days)).toThrow(`Can't split into parts of ${days} days. Use 1 or more.`);
  });

  it('refuses a window that ends before it begins', () => {
    expect(() => splitWindow({ from: '2026-01-02', to: '2026-01-01' }, 7)).toThrow(
      new RangeError('The window ends (2026-01-01) before it begins (2026-01-02). Swap the two dates.'),
    );
  });
});

describe('backfillFault', () => {
  const tenant = {
    now: new Date('2026-11-22T03:00:00Z'),
    timeZone: 'America/New_York',
    historyStart: '2019-01-01',
  };

  it.each([
    ['a day', '2026-11-21', '2026-11-21', null],
    ['all of the history', '2019-01-01', '2026-11-21', null],
    ['a window that is reversed', '2026-02-02', '2026-02-01', 'window_reversed'],
    ['tomorrow, in the time zone of the shop', '2026-11-22', '2026-11-22', 'window_in_future'],
    ['a day before the history', '2018-12-31', '2019-06-01', 'window_before_history'],
  ])('of %s', (_case, from, to, code) => {
    expect(backfillFault({ from, to }, tenant)?.code ?? null).toBe(code);
  });

  it('limits a window to ten years where no history is known', () => {
    const tenantWithout = { ...tenant, historyStart: null };
    const to = '2026-11-21';
    expect(backfillFault({ from: addDays(to, -3_659), to }, tenantWithout)).toBeNull();
    expect(backfillFault({ from: addDays(to, -3_660), to }, tenantWithout)).toMatchObject({
      code: 'window_too_long',
      message: expect.stringContaining('Ask for several'),
    });
  });
});
