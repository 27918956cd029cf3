import { lazily } from '../../src/platform/lazily';

describe('lazily', () => {
  it('loads when it is first asked, once for all who ask', async () => {
    const load = jest.fn(() => Promise.resolve('loaded'));
    const get = lazily(load);
    expect(load).not.toHaveBeenCalled();
    expect(await Promise.all([get(), get()])).toEqual(['loaded', 'loaded']);
    expect(await get()).toBe('loaded');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('fails all who wait, and tries again for the next caller', async () => {
    const load = jest.fn(() => Promise.resolve('loaded'));
    load.mockRejectedValueOnce(new Error('refused'));
    const get = lazily(load);
    const waiting = await Promise.allSettled([get(), get()]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(load).toHaveBeenCalledTimes(1);
    expect(await get()).toBe('loaded');
    expect(await get()).toBe('loaded');
    expect(load).toHaveBeenCalledTimes(2);
  });
});
