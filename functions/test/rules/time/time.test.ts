import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import {
  addDays,
  calendarDate,
  DAY_MILLISECONDS,
  daysSince,
  isTimeZone,
  parseCalendarDate,
  parseInstant,
} from '../../../src/rules/time/time';
import { MAX_CACHED_DAYS } from '../../../src/rules/time/zoneOffsets';

const NEW_YORK = 'America/New_York';

describe('parseInstant', () => {
  it.each([
    ['2026-03-01T12:34:56Z', '2026-03-01T12:34:56.000Z'],
    ['2026-03-01t12:34:56z', '2026-03-01T12:34:56.000Z'],
    ['2026-03-01T12:34:56.7Z', '2026-03-01T12:34:56.700Z'],
    ['2026-03-01T12:34:56.789999Z', '2026-03-01T12:34:56.789Z'],
    ['2026-03-01T12:34:56,5+05:30', '2026-03-01T07:04:56.500Z'],
    ['2026-03-01T12:34:56-0500', '2026-03-01T17:34:56.000Z'],
    ['2026-03-01T12:00:00+23:59', '2026-02-28T12:01:00.000Z'],
    ['2026-03-01 12:34:56+01', '2026-03-01T11:34:56.000Z'],
    ['2026-03-01 12:34 Z', '2026-03-01T12:34:00.000Z'],
    [' 2026-03-01T12:34 ', '2026-03-01T17:34:00.000Z'],
    ['2026-03-01 12:34:56', '2026-03-01T17:34:56.000Z'],
    ['2026-07-01T12:34:56.001', '2026-07-01T16:34:56.001Z'],
    ['2026-03-01', '2026-03-01T05:00:00.000Z'],
    ['2026-07-01', '2026-07-01T04:00:00.000Z'],
    ['2024-02-29T00:00:00', '2024-02-29T05:00:00.000Z'],
    ['2026-12-31T23:59:59-05:00', '2027-01-01T04:59:59.000Z'],
  ])('reads %p as %p', (text, instant) => {
    expect(parseInstant(text, NEW_YORK)?.toISOString()).toBe(instant);
  });

  it.each([
    ['skipped in spring: moved on by the gap', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['the last moment before the gap', '2026-03-08T01:59:59.999', '2026-03-08T06:59:59.999Z'],
    ['the first moment after the gap', '2026-03-08T03:00:00', '2026-03-08T07:00:00.000Z'],
    ['twice in autumn: the first', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
    ['the first moment after the overlap', '2026-11-01T02:00:00', '2026-11-01T07:00:00.000Z'],
  ])('resolves a local time around a change of the clock, %s', (_case, text, instant) => {
    expect(parseInstant(text, NEW_YORK)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-03',
    '2026-3-1',
    '20260301',
    '0000-00-00',
    '0001-01-01',
    '0000-00-00T00:00:00Z',
    '2026-00-01',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-02-30',
    '2026-02-29',
    '2026-04-31T10:00:00Z',
    '2026-03-01T',
    '2026-03-01T12',
    '2026-03-01T24:00:00',
    '2026-03-01T12:60',
    '2026-03-01T12:00:60',
    '2026-03-01T12:00:00.',
    '2026-03-01T12:00:00+24:00',
    '2026-03-01T12:00:00+05:60',
    '2026-03-01Z',
    '2026-03-01T12:00:00 EST',
    '3/1/2026',
    '2026-03-01T12:00:00Z and more',
  ])('refuses %p', (text) => {
    expect(parseInstant(text, NEW_YORK)).toBeUndefined();
  });

  it('names a time zone that does not exist, and the fix', () => {
    expect(() => parseInstant('2026-03-01', 'America/Nowhere')).toThrow(
      new RangeError('Unknown time zone "America/Nowhere". Use an IANA name such as America/New_York.'),
    );
  });

  it('knows a change of the clock that comes late on its day, hours after midnight UTC', () => {
    expect(parseInstant('2026-09-05T21:30:00', 'Pacific/Easter')?.toISOString()).toBe(
      '2026-09-06T03:30:00.000Z',
    );
    expect(parseInstant('2026-09-05T23:30:00', 'Pacific/Easter')?.toISOString()).toBe(
      '2026-09-06T04:30:00.000Z',
    );
  });

  const zone = fc.constantFrom(
    NEW_YORK,
    'America/Los_Angeles',
    'America/Phoenix',
    'America/St_Johns',
    'America/Santiago',
    'Pacific/Easter',
    'America/Adak',
    'Europe/Berlin',
    'Europe/Dublin',
    'Africa/Casablanca',
    'Asia/Kolkata',
    'Asia/Tehran',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Antarctica/Troll',
    'Etc/GMT+12',
    'UTC',
  );
  const FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSS";

  function expectAsLuxon(reading: DateTime, timeZone: string): void {
    const parsed = parseInstant(reading.toFormat(FORMAT), timeZone);
    const inZone = reading.setZone(timeZone, { keepLocalTime: true });
    // Of two candidates luxon picks by the offset that holds today; of ours the first is always taken.
    const candidates = inZone.getPossibleOffsets().map((candidate) => candidate.toMillis());
    expect(parsed?.getTime()).toBe(Math.min(...candidates));
  }

  it('agrees with luxon on any local time in any zone', () => {
    const reading = fc.date({
      min: new Date('1975-01-01'),
      max: new Date('2037-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(reading, zone, (date, timeZone) =>
        expectAsLuxon(DateTime.fromJSDate(date, { zone: 'utc' }), timeZone),
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with luxon within a day and a half of every change of the clock', () => {
    const changesOf = (timeZone: string, year: number): number[] => {
      const offset = (time: number): number => IANAZone.create(timeZone).offset(time);
      const days = Array.from({ length: 367 }, (_, day) => Date.UTC(year, 0, day));
      return days.filter((time) => offset(time) !== offset(time + DAY_MILLISECONDS));
    };
    const year = fc.integer({ min: 2000, max: 2036 });
    const minutes = fc.array(fc.integer({ min: -36 * 60, max: 60 * 60 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(zone, year, minutes, (timeZone, inYear, shifts) => {
        for (const change of changesOf(timeZone, inYear)) {
          const reading = DateTime.fromMillis(change, { zone: timeZone }).setZone('utc', {
            keepLocalTime: true,
          });
          for (const shift of shifts) expectAsLuxon(reading.plus({ minutes: shift }), timeZone);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps its answers over more days than it remembers', () => {
    const first = '2000-01-01';
    for (let day = 0; day <= MAX_CACHED_DAYS; day += 1) parseInstant(addDays(first, day), 'Asia/Tokyo');
    expect(parseInstant(first, 'Asia/Tokyo')?.toISOString()).toBe('1999-12-31T15:00:00.000Z');
  });
});

describe('parseCalendarDate', () => {
  it.each([
    ['1990-05-17', '1990-05-17'],
    [' 1990-05-17 ', '1990-05-17'],
    ['1990-05-17T23:00:00Z', '1990-05-17'],
    ['1990-05-17 00:00:00.000', '1990-05-17'],
    ['5/7/1990', '1990-05-07'],
    ['05/07/1990', '1990-05-07'],
    ['12/31/1990 12:00:00 AM', '1990-12-31'],
    ['2/29/2024', '2024-02-29'],
  ])('reads %p as %p', (text, date) => {
    expect(parseCalendarDate(text)).toBe(date);
  });

  it.each([
    '',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '0001-01-01T00:00:00',
    '1990-02-30',
    '1990-13-01',
    '13/1/1990',
    '2/30/1990',
    '1/2/90',
    '1990-05-17garbage',
    '1990-05-17Tgarbage',
    '5/7/1990x',
    'May 7, 1990',
    '1990/05/07',
  ])('refuses %p', (text) => {
    expect(parseCalendarDate(text)).toBeUndefined();
  });
});

describe('calendarDate', () => {
  it.each([
    ['2026-01-01T04:59:59.999Z', NEW_YORK, '2025-12-31'],
    ['2026-01-01T05:00:00Z', NEW_YORK, '2026-01-01'],
    ['2026-07-01T03:59:59Z', NEW_YORK, '2026-06-30'],
    ['2026-03-08T06:59:59Z', NEW_YORK, '2026-03-08'],
    ['2026-11-01T04:30:00Z', NEW_YORK, '2026-11-01'],
    ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '2026-01-02'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01'],
  ])('%s in %s is %s', (instant, timeZone, date) => {
    expect(calendarDate(new Date(instant), timeZone)).toBe(date);
  });

  it('agrees with luxon, and with parseInstant at midnight', () => {
    const instant = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2037-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom(NEW_YORK, 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
        (date, timeZone) => {
          const day = calendarDate(date, timeZone);
          expect(day).toBe(DateTime.fromJSDate(date, { zone: timeZone }).toISODate());
          expect(parseInstant(day, timeZone)?.getTime()).toBeLessThanOrEqual(date.getTime());
        },
      ),
    );
  });
});

describe('addDays', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-11-22', -90, '2026-08-24'],
    ['2026-01-01', 0, '2026-01-01'],
    ['1000-01-01', -1, '0999-12-31'],
    ['0001-01-01', 90, '0001-04-01'],
    ['0000-01-01', -1, '0000-01-01'],
    ['9999-12-31', 1, '9999-12-31'],
  ])('%s and %p days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it.each(['', '2026-02-30', '2026-1-1', '2026-01-01T00:00:00Z', '1/1/2026'])('refuses %p', (date) => {
    expect(() => addDays(date, 1)).toThrow(new RangeError(`"${date}" isn't a date. Use YYYY-MM-DD.`));
  });
});

describe('daysSince', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    [0, 0],
    [DAY_MILLISECONDS - 1, 0],
    [DAY_MILLISECONDS, 1],
    [46 * DAY_MILLISECONDS - 1, 45],
    [-1, 0],
    [-10 * DAY_MILLISECONDS, 0],
  ])('%p ms ago is %p days', (milliseconds, days) => {
    expect(daysSince(new Date(now.getTime() - milliseconds), now)).toBe(days);
  });
});

describe('isTimeZone', () => {
  it.each([NEW_YORK, 'UTC', 'Etc/GMT+5', 'America/Indiana/Knox'])('knows %p', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });
  it.each(['', 'America/Nowhere', '+05:00', 'local time', '5'])('refuses %p', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
