import { Checklist } from '../../../demo/checks/checklist';

describe('Checklist', () => {
  it('holds while every check does', () => {
    const checklist = new Checklist();
    expect(checklist.equal('one', { a: [1] }, { a: [1] })).toBe(true);
    expect(checklist.ok).toBe(true);
    expect(checklist.equal('two', 1, 2)).toBe(false);
    expect(checklist.ok).toBe(false);
    expect(checklist.checks).toEqual([
      { name: 'one', ok: true, detail: '{"a":[1]}' },
      { name: 'two', ok: false, detail: 'expected 2, found 1' },
    ]);
  });

  it('tells what is expected where nothing is found', () => {
    const checklist = new Checklist();
    checklist.equal('one', undefined, 'something');
    expect(checklist.checks[0]?.detail).toBe('expected something, found nothing');
  });

  it('names an entry at which two maps differ, whichever has it', () => {
    const checklist = new Checklist();
    const same = new Map([['a', { n: 1 }]]);
    expect(checklist.sameEntries('same', same, new Map([['a', { n: 1 }]]))).toBe(true);
    expect(checklist.sameEntries('missing', new Map(), same)).toBe(false);
    expect(checklist.sameEntries('surplus', same, new Map())).toBe(false);
    expect(checklist.checks.map(({ detail }) => detail)).toEqual([
      '1 compared',
      '1 of 1 differ, such as a: expected {"n":1}, found nothing',
      '1 of 1 differ, such as a: expected nothing, found {"n":1}',
    ]);
  });

  it('cuts what is too long to read', () => {
    const checklist = new Checklist();
    checklist.equal('long', 'x'.repeat(5_000), '');
    expect(checklist.checks[0]?.detail?.length).toBeLessThan(700);
  });
});
