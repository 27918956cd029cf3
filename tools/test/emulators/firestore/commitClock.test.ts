import { CommitClock } from '../../../emulators/firestore/commitClock';

describe('CommitClock', () => {
  it('gives each commit a millisecond of its own, later than every time handed out before', () => {
    const clock = new CommitClock({ now: () => new Date(1_000) });
    const read = clock.now();
    clock.advance();
    const first = clock.now();
    clock.advance();
    expect([read, first, clock.now(), clock.now()].map(Number)).toEqual([1_000, 1_001, 1_002, 1_002]);
  });

  it('follows the underlying clock and never runs back with it', () => {
    let time = 1_000;
    const clock = new CommitClock({ now: () => new Date(time) });
    clock.now();
    time = 5_000;
    expect(Number(clock.now())).toBe(5_000);
    time = 2_000;
    expect(Number(clock.now())).toBe(5_000);
  });
});
