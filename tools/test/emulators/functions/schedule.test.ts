import { parseSchedule } from '../../../emulators/functions/schedule';

const next = (schedule: string, last: string, timeZone = 'UTC') =>
  parseSchedule(schedule, timeZone).nextAfter(new Date(last))?.toISOString();

describe('parseSchedule', () => {
  it.each([
    ['*/30 * * * *', '2024-07-01T12:00:00Z', 'UTC', '2024-07-01T12:30:00.000Z'],
    ['0 9 * * mon-fri', '2024-07-05T09:00:00Z', 'UTC', '2024-07-08T09:00:00.000Z'],
    ['0 9 * * *', '2024-07-01T00:00:00Z', 'America/New_York', '2024-07-01T13:00:00.000Z'],
    ['0 9 * * *', '2024-12-01T00:00:00Z', 'America/New_York', '2024-12-01T14:00:00.000Z'],
    ['every 30 minutes', '2024-07-01T12:07:00Z', 'UTC', '2024-07-01T12:37:00.000Z'],
    ['every 7 mins', '2024-07-01T12:00:00Z', 'UTC', '2024-07-01T12:07:00.000Z'],
    ['Every 2  hours', '2024-07-01T12:00:00Z', 'UTC', '2024-07-01T14:00:00.000Z'],
    ['every day 04:05', '2024-07-01T12:00:00Z', 'Europe/Berlin', '2024-07-02T02:05:00.000Z'],
    ['every mon,friday 09:30', '2024-07-02T00:00:00Z', 'UTC', '2024-07-05T09:30:00.000Z'],
  ])('%s after %s in %s', (schedule, last, timeZone, expected) => {
    expect(next(schedule, last, timeZone)).toBe(expected);
  });

  it.each([
    ['every 0 minutes', 'UTC'],
    ['every blue moon', 'UTC'],
    ['every noday 10:00', 'UTC'],
    ['* * * * * *', 'UTC'],
    ['61 * * * *', 'UTC'],
    ['0 * * * *', 'Mars/Olympus'],
  ])('refuses %s in %s and says what is understood', (schedule, timeZone) => {
    expect(() => parseSchedule(schedule, timeZone)).toThrow(/is not understood: write unix-cron/);
  });
});
