import { Holds } from '../../servers/holds';

describe('Holds', () => {
  it('holds the next call that matches at its moment, and no other', async () => {
    const holds = new Holds<string>();
    const hold = holds.next((call) => call.startsWith('b'), 'after');
    await holds.pass('a', 'after');
    await holds.pass('b1', 'before');

    const passed: string[] = [];
    const held = holds.pass('b1', 'after').then(() => passed.push('b1'));
    await hold.reached;
    await holds.pass('b2', 'after').then(() => passed.push('b2'));
    expect(passed).toEqual(['b2']);
    hold.release();
    await held;
    expect(passed).toEqual(['b2', 'b1']);
  });

  it('holds two calls in the order in which they were asked for', async () => {
    const holds = new Holds<string>();
    const [first, second] = [holds.next(() => true), holds.next(() => true)];
    const calls = [holds.pass('a', 'before'), holds.pass('b', 'before')];
    await Promise.all([first.reached, second.reached]);
    second.release();
    await calls[1];
    first.release();
    await calls[0];
  });
});
