import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RULE } from '../../tour/tour';

const ROOT = resolve(__dirname, '../../..');

// The tour itself takes minutes: without this it would be noticed late that it stops in the middle.
it('the rule that the tour changes is where it looks for it, once', () => {
  const source = readFileSync(join(ROOT, RULE.file), 'utf8');
  expect(source.split('\n').filter((line) => line === RULE.before)).toHaveLength(1);
  expect(RULE.after).not.toBe(RULE.before);
});
