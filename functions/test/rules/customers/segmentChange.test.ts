import { momentOfChange } from '../../../src/rules/customers/segmentChange';

const now = new Date('2026-11-20T15:00:00.000Z');
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('momentOfChange', () => {
  it.each([
    ['now, for a first change', null, now],
    ['now, if the change before is past', after(-1), now],
    ['a millisecond later, if the change before is of the same one', now, after(1)],
    [
      'later than the change before, if that was made by an instance whose clock is ahead',
      after(3000),
      after(3001),
    ],
    ['now, if somebody has edited the time of the change before', new Date('9999-12-31T23:59:59.999Z'), now],
  ])('is %s', (_, before, expected) => {
    expect(momentOfChange(before, now)).toEqual(expected);
  });
});
