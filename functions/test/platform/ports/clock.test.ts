import { clockStartingAt, systemClock } from '../../../src/platform/ports/clock';
import { TestClock } from '../../support/clock';

describe('clocks', () => {
  it('can start at any moment and run on from there', () => {
    const real = new TestClock();
    const clock = clockStartingAt(new Date('1998-06-30T00:00:00Z'), real);
    real.advance(90_000);
    expect(clock.now()).toEqual(new Date('1998-06-30T00:01:30Z'));
  });

  it('are the system’s otherwise', () => {
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1_000);
  });
});
