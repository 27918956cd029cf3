import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isAtLeast, type Role, ROLES } from '../../src/api/call/roles';
import { type CallableName, loadCallable } from '../../src/api/registry';
import { paths } from '../../src/documents/paths';
import { parseRules } from './rulesFile';

const root = resolve(__dirname, '../../..');
const text = readFileSync(resolve(root, 'firestore.rules'), 'utf8');
const rules = parseRules(text);

/** The paths in the table of the documents. */
function documentedPaths(): string[] {
  const dataModel = readFileSync(resolve(root, 'docs/data-model.md'), 'utf8');
  return [...dataModel.matchAll(/^\| \[`([^`]+\/[^`]+)`\]/gm)].map(([, path = '']) => path);
}

/** Whether a rule's path is the one of a documented path, by name and not by a wildcard for everything. */
function names(rule: string, documented: string): boolean {
  const [ruleParts, parts] = [rule.split('/'), documented.split('/')];
  return (
    ruleParts.length === parts.length &&
    parts.every((part, index) => {
      const rulePart = ruleParts[index] ?? '';
      // Collections have names; documents may have variables.
      return rulePart === part || (index % 2 === 1 && /^\{\w+\}$/.test(rulePart));
    })
  );
}

/** What a function of the rules says, in one line. */
function bodyOf(name: string): string | undefined {
  const body = new RegExp(`function ${name}\\(\\w*\\) \\{([^}]*)\\}`).exec(text)?.[1];
  return body?.trim().replaceAll(/\s+/g, ' ');
}

const MEMBERS = 'isMember(orgId) || isOperator()';
const MANAGERS = 'isManager(orgId) || isOperator()';
const OPERATORS = 'isOperator()';

/** Who reads what, on purpose: a collection that is not here is not thought about. */
const READERS: Record<string, string> = {
  'tenants/{orgId}/customers/{customerId}': MEMBERS,
  'tenants/{orgId}/orders/{orderId}': MEMBERS,
  'tenants/{orgId}/customer_spending/{spendingKey}': MEMBERS,
  'tenants/{orgId}/segment_changes/{changeId}': MEMBERS,
  'tenants/{orgId}/publicViews/products/items/{itemId}': MANAGERS,
  'tenants/{orgId}/sync_status/{statusId}': MEMBERS,
  'tenants/{orgId}/sync_runs/{runId}': MEMBERS,
  'tenants/{orgId}/sync_quarantine/{rowId}': OPERATORS,
};

/**
 * Read by the functions alone: where the POS is and what its secrets are called, what rows are compared with, and messages. No callable
 * gives them out whole.
 */
const UNREAD = [
  'tenants/{orgId}',
  'tenants/{orgId}/sync_index/{shardId}',
  'tenants/{orgId}/sync_preview/{previewId}',
  'dead_letters/{letterId}',
];

const isUnread = (path: string) => UNREAD.some((unread) => names(unread, path));

const paged = (condition: string) =>
  condition
    .split(' || ')
    .map((part) => `${part} && isPage()`)
    .join(' || ');

describe('firestore.rules', () => {
  it('lets members, managers and operators read what is meant for them, lists in pages, and nobody else anything', () => {
    const written = [...text.matchAll(/allow (get|list): if ([^;]+);/g)].map(([, method, condition]) => [
      method,
      condition,
    ]);
    const meant = Object.values(READERS).flatMap((condition) => [
      ['get', condition],
      ['list', paged(condition)],
    ]);
    expect(written).toEqual(meant);
    expect(rules.allows.map(({ path, methods }) => [path, methods])).toEqual(
      Object.keys(READERS).flatMap((path) => [
        [path, ['get']],
        [path, ['list']],
      ]),
    );
  });

  it('gives nobody everything, nor queries across tenants', () => {
    expect(rules.allows.filter(({ path }) => path.includes('=**'))).toEqual([]);
  });

  it('names every collection of the documents', () => {
    const documented = documentedPaths();
    expect(documented.length).toBeGreaterThanOrEqual(10);
    const unnamed = documented.filter(
      (path) => !isUnread(path) && !rules.allows.some((rule) => names(rule.path, path)),
    );
    expect(unnamed).toEqual([]);
  });

  it('names every collection that the code knows', () => {
    const known = Object.values(paths).map((path) => (typeof path === 'string' ? path : path('org', 'run')));
    const documents = known.map((path) => (path.split('/').length % 2 === 0 ? path : `${path}/one`));
    expect(documents.length).toBeGreaterThanOrEqual(10);
    expect(
      documents.filter((path) => !isUnread(path) && !rules.allows.some((rule) => names(rule.path, path))),
    ).toEqual([]);
  });

  it('takes for members and operators whom the claims say so, and nobody without the claims', () => {
    expect(bodyOf('isMember')).toBe(
      "return request.auth != null && request.auth.token.get('orgId', null) == orgId" +
        " && request.auth.token.get('role', null) in ['staff', 'manager', 'owner'];",
    );
    expect(bodyOf('isManager')).toBe(
      "return request.auth != null && request.auth.token.get('orgId', null) == orgId" +
        " && request.auth.token.get('role', null) in ['manager', 'owner'];",
    );
    expect(bodyOf('isPage')).toBe('return request.query.limit <= 100;');
    expect(bodyOf('isOperator')).toBe(
      "return request.auth != null && request.auth.token.get('role', null) == 'operator';",
    );
  });

  it('allows nobody to write', () => {
    const reads = ['get', 'list'];
    expect(
      rules.allows.flatMap(({ methods }) => methods.filter((method) => !reads.includes(method))),
    ).toEqual([]);
  });

  it('calls only functions that it declares, with their parameters', () => {
    expect(rules.functions).toEqual(
      new Map([
        ['isMember', 1],
        ['isManager', 1],
        ['isOperator', 0],
        ['isPage', 0],
      ]),
    );
    expect(rules.calls.length).toBeGreaterThan(10);
    for (const { name, parameters } of rules.calls)
      expect([name, rules.functions.get(name)]).toEqual([name, parameters]);
  });
});

/** The callables that give out the documents of a collection, which rules may open to nobody who couldn't call one of them. */
const GIVEN_BY: Record<string, readonly CallableName[]> = {
  'tenants/{orgId}/customers/{customerId}': ['getCustomer', 'listCustomers'],
  'tenants/{orgId}/orders/{orderId}': ['getCustomer', 'listCustomerOrders'],
  'tenants/{orgId}/customer_spending/{spendingKey}': ['getCustomerSpending'],
  'tenants/{orgId}/segment_changes/{changeId}': ['listSegmentChanges'],
  // With costs.
  'tenants/{orgId}/publicViews/products/items/{itemId}': ['listMenuItems'],
  'tenants/{orgId}/sync_status/{statusId}': ['getSyncStatus'],
  'tenants/{orgId}/sync_runs/{runId}': ['listSyncRuns'],
  // With payloads.
  'tenants/{orgId}/sync_quarantine/{rowId}': ['listQuarantine'],
};

/** Roles to which a callable gives less than the document. */
const GIVES_LESS: Partial<Record<CallableName, readonly Role[]>> = {
  listMenuItems: ['staff'],
  listQuarantine: ['manager', 'owner'],
};

describe('what rules give', () => {
  it.each(Object.entries(READERS))(
    'of %s is no more than callables give, role by role',
    async (path, condition) => {
      const callables = await Promise.all(
        (GIVEN_BY[path] ?? []).map(async (name) => ({ name, least: (await loadCallable(name)).role })),
      );
      expect(callables).not.toEqual([]);
      const byRules = ROLES.filter((role) =>
        role === 'operator'
          ? condition.includes('isOperator')
          : condition.includes('isMember') || (condition.includes('isManager') && role !== 'staff'),
      );
      const byCallables = ROLES.filter((role) =>
        callables.some(
          ({ name, least }) => isAtLeast(role, least) && GIVES_LESS[name]?.includes(role) !== true,
        ),
      );
      expect(byRules.filter((role) => !byCallables.includes(role))).toEqual([]);
    },
  );
});

describe('the parser', () => {
  it.each([
    ['a brace that is not closed', text.trim().slice(0, -1)],
    ['a method that there is none of', text.replace('allow get', 'allow peek')],
    ['a misspelt keyword', text.replace('allow get', 'alow get')],
    ['a condition without if', text.replace('allow get: if', 'allow get:')],
    ['an assignment in place of a comparison', text.replace("== 'operator'", "= 'operator'")],
    ['an operator that there is none of', text.replace('||', '|')],
    ['a parenthesis that is not closed', text.replace('isMember(orgId) ||', 'isMember(orgId ||')],
    ['a function that returns nothing', text.replace('return request', 'request')],
    ['a list that is not closed', text.replace("'owner'];", "'owner';")],
  ])('refuses %s', (_fault, broken) => {
    expect(broken).not.toBe(text);
    expect(() => parseRules(broken)).toThrow(/Expected/);
  });
});
