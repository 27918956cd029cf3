import { DEFAULT_SETTINGS } from '../../../functions/src/platform/settings';
import { measureOverload } from '../../simulate/overload';

describe('one tick of many tenants, in virtual time', () => {
  it('of as many as have instances refuses nobody', async () => {
    expect(await measureOverload(20)).toMatchObject({ refused: 0, mostRefusals: 0 });
  });

  it('of 300 is over in minutes, with waits that a lease outlives by far', async () => {
    const { refused, all, longestWait } = await measureOverload(300);
    expect(refused).toBeGreaterThan(0);
    expect(all).toBeLessThan(5);
    expect(longestWait * 60_000).toBeLessThan(DEFAULT_SETTINGS.leaseMilliseconds / 10);
  });

  it('takes less time with more places', async () => {
    const [few, many] = [await measureOverload(400), await measureOverload(400, 100)];
    expect(many.all).toBeLessThan(few.all);
    expect(many.refused).toBeLessThan(few.refused);
  });
});
