import { deviationOf, RULES_CASES } from './rules/cases';
import { PEOPLE } from './rules/people';
import { ROOT_POLICY, TENANT_POLICY } from './rules/policy';
import { RULES, RulesEmulator } from './rules/rulesEmulator';

let emulator: RulesEmulator;

beforeAll(async () => {
  emulator = await RulesEmulator.connect();
  await emulator.load(RULES);
  await emulator.seed();
});
afterAll(() => emulator.close());

const places = [...new Set(RULES_CASES.map(({ place }) => place))];

describe.each(Object.keys(PEOPLE))('%s', (person) => {
  it.each(places)('may do what is allowed, and nothing else, with %s', async (place) => {
    const cases = RULES_CASES.filter((one) => one.person === person && one.place === place);
    expect(cases).not.toEqual([]);
    const deviations = await Promise.all(cases.map((one) => deviationOf(one, emulator.clientOf(person))));
    expect(deviations.filter((deviation) => deviation !== undefined)).toEqual([]);
  });
});

describe('the rules', () => {
  it('name no collection that is not tried here', () => {
    const named = [...RULES.matchAll(/match \/(\S+)\/\{\w+\} \{/g)].map(([, path = '']) => path);
    const tried = ['tenants', ...Object.keys(TENANT_POLICY), ...Object.keys(ROOT_POLICY)];
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((path) => !tried.includes(path) && path !== 'databases')).toEqual([]);
  });
});
