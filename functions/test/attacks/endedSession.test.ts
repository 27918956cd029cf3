import { callableNames, loadCallable } from '../../src/api/registry';
import { CallableHarness, manager, operator, owner } from '../support/callables';

/** Exports, what can't be undone, and what stops a shop's sync. */
const CHECKED = ['discardDeadLetter', 'eraseCustomer', 'exportCustomers', 'pauseSync', 'resumeSync'];
const INPUT: Record<string, object> = {
  discardDeadLetter: { id: 'one' },
  eraseCustomer: { orgId: 'org1', customerId: 'alleaves_1' },
};

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
  const { useContext } = await import('../../src/functions/composition');
  useContext({ ...harness.context, sessions: { isCurrent: () => Promise.resolve(false) } });
});
afterAll(() => harness.stop());

it('the account is looked at where a demoted or stolen session would do the most harm, and nowhere else', async () => {
  const checked = await Promise.all(
    callableNames.map(async (name) => ((await loadCallable(name)).checksSession === true ? [name] : [])),
  );
  expect(checked.flat().sort()).toEqual(CHECKED);
});

// Caught: a token that is believed for the hour that it is valid, whatever has become of the account.
it.each(CHECKED)('%s refuses a session that has ended, and reads nothing', async (name) => {
  for (const token of [manager('org1'), owner('org1'), operator]) {
    const before = harness.stats().reads;
    const { status, text } = await harness.exchange(
      name,
      JSON.stringify({ data: INPUT[name] ?? { orgId: 'org1' } }),
      token,
    );
    const isAllowed = !text.includes('"not_allowed"');
    expect([status, harness.stats().reads - before]).toEqual([isAllowed ? 401 : 403, 0]);
    if (isAllowed) expect(text).toContain('"session_ended"');
  }
});
