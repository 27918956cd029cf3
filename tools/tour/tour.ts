import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terminal } from './terminal';

/** The line that a newcomer changes, and what it becomes. */
export const RULE = {
  file: 'functions/src/rules/customers/segmentRules.ts',
  before: '  loyalOrders: 5,',
  after: '  loyalOrders: 4,',
};

/** The steps of docs/first-ten-minutes.md, in the copy of the repository that the terminal works in. */
export async function takeTour(terminal: Terminal, folder: string): Promise<void> {
  terminal.tell('## 1. See it work');
  terminal.tell(
    'Three simulated shops are synced three times, and the result is checked against an independent computation.',
  );
  await terminal.run('npm run demo');

  terminal.tell('## 2. Look around');
  terminal.tell('The same, kept open: the browser opens the console, and other commands find the services.');
  await terminal.runUntil('npm run demo -- --open', 'Ctrl-C stops everything.', 'The console is open');
  terminal.tell('![Today](console/today-light.png)');
  await terminal.run('npm run sam -- status --emulator');
  await terminal.run('npm run sam -- find riverside kira k --limit 5 --emulator');
  await terminal.run('npm run sam -- explain riverside 3 --emulator');
  await terminal.run('npm run sam -- runs riverside --emulator');

  terminal.tell('## 3. Change a rule');
  terminal.tell(`Customers are loyal from 5 orders on. In \`${RULE.file}\`, make that 4:`);
  await changeRule(join(folder, RULE.file));
  terminal.tell(`\`\`\`diff\n-${RULE.before}\n+${RULE.after}\n\`\`\``);
  terminal.tell('The tests that disagree fail. (Fix them, and you have a change.)');
  await terminal.run('npx jest functions/test/rules/customers/segment.test.ts', 1);
  terminal.tell('The customers of the shop get their segments by the new rule, and the console shows it.');
  await terminal.run('npm run sam -- recompute riverside --emulator');

  terminal.tell('## 4. Make a mistake');
  terminal.tell('A wrong word names the right one, a wrong value the ones that are allowed.');
  await terminal.run('npm run sam -- stauts --emulator', 2);
  await terminal.run('npm run sam -- tenants add my-shop --name "My Shop" --dialect klingon --emulator', 2);
  terminal.tell(
    'Read on: [develop with it](../README.md#develop-with-it), [contributing](contributing.md), [the command line](cli.md), [the console](console/README.md).',
  );
}

async function changeRule(file: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const changed = source.replace(RULE.before, RULE.after);
  if (changed === source)
    throw new Error(`${RULE.file} has no line ${RULE.before.trim()} Correct tools/tour.`);
  await writeFile(file, changed);
}
