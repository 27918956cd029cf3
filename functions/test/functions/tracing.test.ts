import { CallableHarness } from '../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start();
});
afterAll(() => harness.stop());

/** The traces of a tenant's log lines, by stage. */
function tracesOf(orgId: string): Map<unknown, unknown> {
  const finished = harness.lines.filter(
    ({ message, fields }) => /^(stage|run) finished$/.test(message) && fields['orgId'] === orgId,
  );
  return new Map(finished.map(({ fields }) => [fields['stage'], fields['logging.googleapis.com/trace']]));
}

describe('the trace of a run', () => {
  it('is one over all its stages, through Pub/Sub, and another for another run', async () => {
    await harness.sync('org1');
    await harness.sync('org2');
    const [first, second] = [tracesOf('org1'), tracesOf('org2')];
    expect([...first.keys()]).toEqual(['customers', 'orders', 'spending', 'products', 'status']);
    expect(new Set(first.values()).size).toBe(1);
    expect(new Set(second.values()).size).toBe(1);
    expect(first.get('customers')).not.toBe(second.get('customers'));
    expect(first.get('customers')).toMatch(/^projects\/demo-callables-.*\/traces\/[0-9a-f]{32}$/);
  });
});
