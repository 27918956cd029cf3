import { setTimeout as delay } from 'node:timers/promises';
import { BusyError, Places } from '../../../emulators/functions/places';

describe('Places', () => {
  it('takes so much at once and no more, and gives a free place to the last who came', async () => {
    const places = new Places('f', 1, 1_000);
    const done: string[] = [];
    const work = (name: string) =>
      places.run(async () => {
        await delay(5);
        done.push(name);
      });
    await Promise.all([work('first'), work('second'), work('third')]);
    expect(done).toEqual(['first', 'third', 'second']);
  });

  it('refuses what finds no place in time, and takes more when it is free again', async () => {
    const places = new Places('f', 1, 10);
    const long = places.run(() => delay(100));
    await expect(places.run(() => Promise.resolve())).rejects.toThrow(BusyError);
    await long;
    await expect(places.run(() => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('is free again after what fails', async () => {
    const places = new Places('f', 1, 10);
    await expect(places.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(places.run(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
