import fc from 'fast-check';
import { World } from '../../../tools/pos/world';
import { exchange } from '../../../tools/emulators/process/exchange';
import { ENDPOINTS } from '../../../tools/pos/faults';
import { TOPICS } from '../../src/sync/run/topics';
import { TransientError } from '../../src/platform/ports/errors';
import { callableNames, loadCallable } from '../../src/api/registry';
import { isAtLeast, ROLES } from '../../src/api/call/roles';
import { CallableHarness, manager, operator, owner, PERSONAL, staff, type Token } from '../support/callables';
import { PipelineHarness } from '../support/pipeline';
import { batchRow, customerRow, tillOrder, times } from '../scenarios/rows';
import { plain } from '../scenarios/stored';

jest.setTimeout(600_000);

/** As many tries each time, so that a seed tries the same again. */
const tries = (numRuns: number) => ({
  numRuns,
  endOnFailure: true,
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...PERSONAL, ...['', 'org1', 'org2', '__proto__', '../org2', '\ud800', '9999-12-31', '42']),
);
const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
/** JSON in which people's data stand, in values and in names of fields. */
const body = fc.oneof(json, fc.dictionary(text, fc.oneof(text, json), { maxKeys: 6 }), text);

describe('over HTTP', () => {
  let harness: CallableHarness;
  beforeAll(async () => {
    for (const method of ['error', 'log'] as const) jest.spyOn(console, method).mockReturnValue();
    harness = await CallableHarness.start();
  });
  afterAll(() => harness.stop());

  const reads = () => harness.stats().reads;
  const expectDiscreet = (said: string) => {
    expect(PERSONAL.filter((value) => said.includes(value))).toEqual([]);
  };

  const token: fc.Arbitrary<Token> = fc.oneof(
    fc.constantFrom<Token>(null, {}, operator, staff('org1'), manager('org1'), owner('org1'), owner('org2')),
    fc.record({ role: fc.oneof(text, json), orgId: fc.oneof(text, json) }, { requiredKeys: [] }),
  );

  it('no callable fails, reads before it knows who calls, or says what it was sent', async () => {
    const call = fc.record({
      name: fc.constantFrom(...callableNames),
      token,
      data: body,
      orgId: fc.option(fc.oneof(text, json), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(call, async ({ name, token: claims, data, orgId }) => {
        const sent =
          typeof data === 'object' && orgId !== undefined ? Object.assign({}, data, { orgId }) : data;
        // What earlier calls set off reads too.
        await harness.suite.idle();
        const before = reads();
        harness.lines.length = 0;
        const answer = await harness.exchange(name, JSON.stringify({ data: sent }), claims);
        expect(answer.status).toBeLessThan(500);
        const { role } = await loadCallable(name);
        const known = ROLES.find((one) => one === claims?.role);
        if (known === undefined || !isAtLeast(known, role) || [401, 403].includes(answer.status)) {
          expect([401, 403]).toContain(answer.status);
          expect(reads()).toBe(before);
        }
        if (answer.status !== 200) expectDiscreet(answer.text);
        // An org id that is given is named in the log.
        if (typeof orgId !== 'string' || !PERSONAL.includes(orgId))
          expectDiscreet(JSON.stringify(harness.lines.map(({ fields }) => ({ ...fields, orgId: null }))));
      }),
      tries(7_500),
    );
  });

  it('no token but one that Firebase has made is believed', async () => {
    const forged = fc.oneof(
      text,
      fc.tuple(body, body, text).map((parts) => {
        return parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...callableNames), forged, async (name, value) => {
        // What earlier calls set off reads too.
        await harness.suite.idle();
        const before = reads();
        const credentials = encodeURIComponent(value.toWellFormed());
        const { status } = await harness.exchange(name, '{"data":{"orgId":"org1"}}', null, {
          authorization: `Bearer ${credentials}`,
        });
        // Emulators take tokens without a signature, and what these say is no role.
        expect([401, 403]).toContain(status);
        expect(reads()).toBe(before);
      }),
      tries(6_000),
    );
  });

  it('the menu answers any query, and reads nothing for shops that are not there', async () => {
    const url = `${harness.suite.functions.url}/${harness.suite.project}/us-central1/getPublicMenu`;
    for (const orgId of ['org1', 'org2']) await exchange(`${url}?orgId=${orgId}`, 'GET');
    const query = fc.dictionary(
      fc.oneof(fc.constantFrom('orgId', 'limit', 'cursor', 'category'), text),
      fc.oneof(text, fc.nat().map(String)),
      { maxKeys: 5 },
    );
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS');
    await fc.assert(
      fc.asyncProperty(query, method, async (parameters, verb) => {
        const search = new URLSearchParams(
          Object.entries(parameters).map(([name, value]): [string, string] => [
            name.toWellFormed(),
            value.toWellFormed(),
          ]),
        );
        // What earlier calls set off reads too.
        await harness.suite.idle();
        const before = reads();
        const { status, text: said } = await exchange(`${url}?${search.toString()}`, verb);
        expect(status).toBeLessThan(500);
        if (status >= 300) expectDiscreet(said);
        expect(reads()).toBe(before);
      }),
      tries(6_500),
    );
  });
});

describe('behind the triggers', () => {
  let harness: PipelineHarness;
  beforeEach(async () => {
    const world = new World();
    world.customers.addAll(times(3, (id) => customerRow(id)));
    world.orders.addAll(times(3, (id) => tillOrder(id, { customer: id, daysAgo: id })));
    world.inventory.addAll(times(2, (id) => batchRow(id)));
    harness = await PipelineHarness.start([{ world }]);
    harness.limit({ pos: { retries: 0, backoffMilliseconds: 1 } });
  });
  afterEach(() => harness.stop());

  const SECRETS = ['user-org1', 'correct-horse-7731', '4711'];

  /** Delivers what is queued; a passing failure is not waited for. */
  async function deliverAll(): Promise<void> {
    for (let next = harness.queue.shift(); next; next = harness.queue.shift()) {
      try {
        await harness.deliver(next);
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
      }
    }
    await harness.deliverTriggers();
    harness.clock.advance(3_600_000);
  }

  /** Takes what operators and staff are told since the last time: logs, status, runs, and of dead letters all but the message itself. */
  async function takeTold(): Promise<string> {
    const { firestore } = harness.server;
    const { docs } = await firestore.collection('dead_letters').get();
    const letters = docs.map((document) => ({
      ...document.data(),
      message: null,
      topic: null,
      orgId: null,
      runId: null,
    }));
    const lines = harness.lines
      .splice(0)
      .map(({ message, fields }) => ({ message, ...fields, orgId: null, runId: null, topic: null }));
    const said = JSON.stringify(
      plain({ lines, letters, status: await harness.status(), runs: await harness.runs() }),
    );
    await Promise.all(
      ['dead_letters', 'tenants/org1/sync_runs'].map(async (path) =>
        firestore.recursiveDelete(firestore.collection(path)),
      ),
    );
    return said;
  }

  const expectNothingUnexpected = (said: string, values: readonly string[]) => {
    expect(said).not.toContain('"unexpected"');
    for (const value of values) expect(said).not.toContain(value);
  };

  it('no message on a topic crashes a function, or is repeated in what is told', async () => {
    const fields = fc.record(
      {
        orgId: fc.oneof(fc.constant('org1'), text),
        runId: text,
        step: fc.oneof(fc.integer(), json),
        cursor: json,
        progress: json,
        mode: fc.oneof(fc.constantFrom('full', 'incremental'), json),
        scope: json,
        dryRun: json,
        trigger: json,
      },
      { requiredKeys: [] },
    );
    const message = fc.oneof(text, json, fields, fields);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.values(TOPICS)), message, async (topic, sent) => {
        harness.publish(topic, sent);
        await deliverAll();
        expectNothingUnexpected(await takeTold(), PERSONAL);
      }),
      tries(600),
    );
  });

  it('no answer of the POS crashes a sync, or has a secret or an address told', async () => {
    const planted = fc.oneof(
      json,
      fc.constantFrom<unknown>(...PERSONAL, ...SECRETS, `x ${SECRETS.join(' ')} x`),
    );
    const row = fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'id',
          'id_customer',
          'id_order',
          'id_item',
          'email',
          'phone',
          'total',
          'date_created',
        ),
        fc.constantFrom(
          'items',
          'name',
          'status',
          'available',
          'price_retail',
          'message',
          'error',
          'success',
        ),
        text,
      ),
      planted,
      { maxKeys: 8 },
    );
    const answer = fc.oneof(
      planted,
      fc.array(row, { maxLength: 4 }),
      row,
      fc.dictionary(
        fc.constantFrom('customers', 'orders', 'items', 'data', 'error', 'message', 'token'),
        fc.oneof(planted, fc.array(row)),
      ),
    );
    const status = fc.constantFrom(undefined, undefined, 400, 401, 404, 422, 429, 500);
    const fault = fc.record({ endpoint: fc.constantFrom(...ENDPOINTS), answer, status });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), async (faults) => {
        harness.pos.faults.clear();
        for (const { endpoint, answer: value, status: code } of faults) {
          if (endpoint === 'auth') harness.pos.tenants.revokeTokens();
          harness.pos.faults.queue(endpoint, {
            text: JSON.stringify(value),
            ...(code && { status: code }),
          });
        }
        harness.publish(TOPICS.customers, { orgId: 'org1' });
        await deliverAll();
        // A name in what a POS says about stock can't be told from other words (docs/security.md).
        const withoutNames = PERSONAL.slice(0, 2);
        expectNothingUnexpected(await takeTold(), [...withoutNames, 'correct-horse', 'user-org1']);
      }),
      tries(300),
    );
  });
});
