import { salesWindows } from '../../../src/api/today/salesWindows';

describe('salesWindows', () => {
  it("begins days in the shop's time zone and compares up to the same time of day", () => {
    expect(salesWindows(new Date('2026-11-20T15:00:00Z'), 'America/New_York')).toEqual({
      today: { from: new Date('2026-11-20T05:00:00Z'), to: new Date('2026-11-20T15:00:00Z') },
      week: { from: new Date('2026-11-14T05:00:00Z'), to: new Date('2026-11-20T15:00:00Z') },
      weekBefore: { from: new Date('2026-11-07T05:00:00Z'), to: new Date('2026-11-13T15:00:00Z') },
    });
  });
});
