import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { paths } from '../../src/firestore/paths';
import { parseRules } from './rulesFile';

const root = resolve(__dirname, '../../..');
const text = readFileSync(resolve(root, 'firestore.rules'), 'utf8');
const rules = parseRules(text);

/** The paths in the table of the documents. */
function documentedPaths(): string[] {
  const dataModel = readFileSync(resolve(root, 'docs/data-model.md'), 'utf8');
  return [...dataModel.matchAll(/^\| `([^`]+\/[^`]+)` /gm)].map(([, path = '']) => path);
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

const MEMBERS_AND_OPERATORS = 'isMember(orgId) || isOperator()';
const OPERATORS = 'isOperator()';

/** Who reads what, on purpose: a collection that is not here is not thought about. */
const READERS: Record<string, string> = {
  'tenants/{orgId}': OPERATORS,
  'tenants/{orgId}/customers/{customerId}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/orders/{orderId}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/customer_spending/{spendingKey}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/publicViews/products/items/{itemId}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/sync_status/{statusId}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/sync_runs/{runId}': MEMBERS_AND_OPERATORS,
  'tenants/{orgId}/sync_index/{shardId}': OPERATORS,
  'tenants/{orgId}/sync_quarantine/{rowId}': OPERATORS,
  'tenants/{orgId}/sync_preview/{previewId}': OPERATORS,
  'dead_letters/{letterId}': OPERATORS,
  '{document=**}': OPERATORS,
};

describe('firestore.rules', () => {
  it('lets members read what is meant for them, operators everything, and nobody else anything', () => {
    expect(rules.allows).toEqual(
      Object.entries(READERS).map(([path, condition]) => ({ path, condition, methods: ['read'] })),
    );
  });

  it('names every collection of the documents', () => {
    const documented = documentedPaths();
    expect(documented.length).toBeGreaterThanOrEqual(10);
    const unnamed = documented.filter((path) => !rules.allows.some((rule) => names(rule.path, path)));
    expect(unnamed).toEqual([]);
  });

  it('names every collection that the code knows', () => {
    const known = Object.values(paths).map((path) => (typeof path === 'string' ? path : path('org', 'run')));
    const documents = known.map((path) => (path.split('/').length % 2 === 0 ? path : `${path}/one`));
    expect(documents.length).toBeGreaterThanOrEqual(10);
    expect(documents.filter((path) => !rules.allows.some((rule) => names(rule.path, path)))).toEqual([]);
  });

  it('takes for members and operators whom the claims say so, and nobody without the claims', () => {
    expect(bodyOf('isMember')).toBe(
      "return request.auth != null && request.auth.token.get('orgId', null) == orgId" +
        " && request.auth.token.get('role', null) in ['staff', 'manager', 'owner'];",
    );
    expect(bodyOf('isOperator')).toBe(
      "return request.auth != null && request.auth.token.get('role', null) == 'operator';",
    );
  });

  it('allows nobody to write', () => {
    expect(rules.allows.flatMap(({ methods }) => methods.filter((method) => method !== 'read'))).toEqual([]);
  });

  it('calls only functions that it declares, with their parameters', () => {
    expect(rules.functions).toEqual(
      new Map([
        ['isMember', 1],
        ['isOperator', 0],
      ]),
    );
    expect(rules.calls.length).toBeGreaterThan(10);
    for (const { name, parameters } of rules.calls)
      expect([name, rules.functions.get(name)]).toEqual([name, parameters]);
  });
});

describe('the parser', () => {
  it.each([
    ['a brace that is not closed', text.trim().slice(0, -1)],
    ['a method that there is none of', text.replace('allow read', 'allow peek')],
    ['a misspelt keyword', text.replace('allow read', 'alow read')],
    ['a condition without if', text.replace('allow read: if', 'allow read:')],
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
