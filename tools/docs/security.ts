import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Callable } from '../../functions/src/api/call/callable';
import { isAtLeast, ROLES, type Role } from '../../functions/src/api/call/roles';
import { withBlock } from './blocks';
import { documents } from './documents';
import { table } from './markdown';

const RULES = resolve(__dirname, '../../firestore.rules');

/** Whom each function of the rules lets in. */
const LETS_IN: Readonly<Record<string, readonly Role[]>> = {
  isMember: ['staff', 'manager', 'owner'],
  isManager: ['manager', 'owner'],
  isOperator: ['operator'],
};

/** docs/security.md with its tables made from the callables, the rules and the documents; the text around them stays. */
export function securityDocument(text: string, callables: readonly Callable[]): string {
  const blocks: [name: string, content: string][] = [
    ['reach', reachTable(callables)],
    ['erased', erasedTable()],
  ];
  return blocks.reduce((before, [name, content]) => withBlock(before, name, content), text);
}

function reachTable(callables: readonly Callable[]): string {
  const calls = callables.map(({ name, role, checksSession = false }) => ({
    what: `[${name}](api.md#${name.toLowerCase()})${checksSession ? ' ⏱' : ''}`,
    may: (caller: Role) => isAtLeast(caller, role),
  }));
  const reads = directReads(readFileSync(RULES, 'utf8')).map(({ path, roles }) => ({
    what: `\`${path}\`, read directly`,
    may: (caller: Role) => roles.includes(caller),
  }));
  return table(
    ['', 'nobody', ...ROLES],
    [
      ['[getPublicMenu](api.md#getpublicmenu)', 'yes', ...ROLES.map(() => 'yes')],
      ...[...calls, ...reads].map(({ what, may }) => [
        what,
        '',
        ...ROLES.map((role) => (may(role) ? (role === 'operator' ? 'any shop' : 'own shop') : '')),
      ]),
    ],
  );
}

/** The documents that the rules open, with the roles that they open them to. */
export function directReads(rules: string): { path: string; roles: Role[] }[] {
  const opened: { path: string; roles: Role[] }[] = [];
  const around: string[] = [];
  for (const line of rules.split('\n')) {
    const path = /^\s*match \/(\S+) \{/.exec(line)?.[1];
    if (path !== undefined) around.push(path.replace(/^databases\/\{database\}\/documents$/, ''));
    const condition = /allow get: if (.*);/.exec(line)?.[1];
    if (condition !== undefined) {
      const roles = Object.entries(LETS_IN).flatMap(([name, letIn]) =>
        condition.includes(`${name}(`) ? letIn : [],
      );
      opened.push({ path: around.filter((part) => part !== '').join('/'), roles: [...roles] });
    }
    if (path === undefined && /^\s*\}\s*$/.test(line)) around.pop();
  }
  return opened;
}

function erasedTable(): string {
  return table(
    ['document', 'what erasing a customer empties'],
    documents
      .filter(({ emptied }) => emptied.length > 0)
      .map(({ name, emptied }) => [
        `[${name}](data-model.md#${name})`,
        emptied.map((field) => `\`${field}\``).join(', '),
      ]),
  );
}
