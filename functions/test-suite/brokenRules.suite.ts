import { createHash } from 'node:crypto';
import { deviationOf, RULES_CASES, type RulesCase } from './rules/cases';
import { RULES, RulesEmulator } from './rules/rulesEmulator';

let emulator: RulesEmulator;

// Clients whose connections have often ended wait long before the next, so each mistake is tried by new ones.
beforeEach(async () => {
  emulator = await RulesEmulator.connect();
});
afterEach(async () => {
  await emulator.load(RULES);
  await emulator.close();
});

/** Where the rules of a tenant begin. */
const TENANT = 'match /tenants/{orgId} {';

/** Mistakes that somebody could make in the rules. */
const MISTAKES: readonly (readonly [name: string, before: string | RegExp, after: string])[] = [
  ['everybody reads all of a tenant', TENANT, `${TENANT}\nmatch /{path=**} { allow read; }`],
  ['members of any tenant read any other', "request.auth.token.get('orgId', null) == orgId", 'true'],
  ['any role will do', /&& request\.auth\.token\.get\('role', null\) in \[[^\]]*\]/, ''],
  ['an unknown role will do', "'owner'];", "'owner', 'admin'];"],
  ['owners are forgotten', ", 'owner'];", '];'],
  ['staff are forgotten', "['staff', 'manager'", "['manager'"],
  ['everybody who is signed in is an operator', "&& request.auth.token.get('role', null) == 'operator'", ''],
  ['owners are operators', "== 'operator'", "in ['operator', 'owner']"],
  [
    'customers are for all who are signed in',
    /(match \/customers\/\{customerId\} \{\s*allow get: if )[^;]*/,
    '$1request.auth != null',
  ],
  [
    'orders are for operators only',
    /(match \/orders\/\{orderId\} \{\s*allow get: if )[^;]*/,
    '$1isOperator()',
  ],
  ['spending is public', /(match \/customer_spending\/\{spendingKey\} \{\s*allow get)[^;]*/, '$1'],
  ['items are public', /(match \/publicViews\/products\/items\/\{itemId\} \{\s*allow get)[^;]*/, '$1'],
  [
    'staff read items, and so costs',
    /(match \/publicViews\/products\/items\/\{itemId\} \{\s*allow get: if )isManager/,
    '$1isMember',
  ],
  ['lists have any length', 'request.query.limit <= 100', 'true'],
  [
    'members read the quarantine',
    /(match \/sync_quarantine\/\{rowId\} \{\s*allow get: if )/,
    '$1isMember(orgId) || ',
  ],
  ['members read their tenant', TENANT, `${TENANT}\nallow get: if isMember(orgId);`],
  [
    'members list customers of all tenants',
    TENANT,
    `match /{path=**}/customers/{customerId} { allow list: if isPage(); }\n${TENANT}`,
  ],
  [
    'dead letters are for owners too',
    TENANT,
    `match /dead_letters/{letterId} { allow get: if request.auth.token.get('role', '') == 'owner'; }\n${TENANT}`,
  ],
  ['members write their orders', /(match \/orders\/\{orderId\} \{\s*allow get)/, '$1, write'],
  ['operators write', 'allow get: if isOperator();', 'allow get, write: if isOperator();'],
  [
    'operators delete what is in no tenant',
    TENANT,
    `match /dead_letters/{letterId} { allow delete: if isOperator(); }\n${TENANT}`,
  ],
  ['everything below a customer is for members', /(match \/customers\/)\{customerId\}/, '$1{customerId=**}'],
  ['runs can be read one by one only', /(match \/sync_runs\/\{runId\} \{\s*allow get: [^;]*;)[^;]*;/, '$1'],
];

/** Cases that are tried at the same time. */
const AT_ONCE = 50;

/** Always the same disorder, in which cases that a mistake concerns come soon. */
const hash = ({ person, place, operation }: RulesCase) =>
  createHash('sha256').update(`${person} ${place} ${operation}`).digest('hex');
const shuffled = [...RULES_CASES].sort((a, b) => (hash(a) < hash(b) ? -1 : 1));

async function firstDeviation(): Promise<string | undefined> {
  for (let begin = 0; begin < shuffled.length; begin += AT_ONCE) {
    const cases = shuffled.slice(begin, begin + AT_ONCE);
    const tried = await Promise.all(cases.map((one) => deviationOf(one, emulator.clientOf(one.person))));
    const found = tried.find((deviation) => deviation !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('the cases of the rules', () => {
  it.each(MISTAKES)('find out where %s', async (_name, before, after) => {
    const broken = RULES.replace(before, after);
    expect(broken).not.toBe(RULES);
    await emulator.load(broken);
    await emulator.seed();
    expect(await firstDeviation()).toMatch(/: (allowed|refused)$/);
  });
});
