import { settingsFromParams } from '../../src/platform/params';
import { DEFAULT_SETTINGS } from '../../src/platform/settings';

const HOUR = 3_600_000;
const NAME = 'SYNC_RETRY_WINDOW_HOURS';

afterEach(() => {
  Reflect.deleteProperty(process.env, NAME);
});

function retryWindow(hours: string): number {
  process.env[NAME] = hours;
  return settingsFromParams().retryWindowMilliseconds;
}

describe('the params', () => {
  it('have their defaults where the environment sets none', () => {
    expect(settingsFromParams()).toEqual(DEFAULT_SETTINGS);
  });

  it('take 0 for never, where it is set', () => {
    process.env['SYNC_RECENT_EVERY_MINUTES'] = '0';
    expect(settingsFromParams().recentEveryMinutes).toBe(0);
    Reflect.deleteProperty(process.env, 'SYNC_RECENT_EVERY_MINUTES');
  });

  it('retry for as long as is wanted, but end before Google gives up on a delivery after 24 hours', () => {
    expect(retryWindow('9')).toBe(9 * HOUR);
    expect(retryWindow('22')).toBe(22 * HOUR);
    expect(retryWindow('48')).toBe(22 * HOUR);
  });

  it.each(['0', ''])('take "%s" hours for retries as not set', (hours) => {
    expect(retryWindow(hours)).toBe(6 * HOUR);
  });
});
