import { buildOddities } from '../../../tools/pos/worlds/builders';
import { type Endpoint, ENDPOINTS } from '../../../tools/pos/faults';
import type { World } from '../../../tools/pos/world';
import { TOPICS } from '../../src/sync/run/topics';
import { TransientError } from '../../src/platform/ports/errors';
import { PipelineHarness } from '../support/pipeline';
import { START } from './rows';
import { plain } from './stored';

jest.setTimeout(120_000);

const NAME = 'Zyxanna';
const PHONE = '555-867-5309';
const SECRETS = ['user-org1', 'correct-horse-7731'];
/** What a careless POS might say in an error. */
const INDISCREET = `User user-org1 (pin 4711, correct-horse-7731) may not read jane@example.com, ${PHONE}, token eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2ln`;

/** Where an error can be about a person, the POS names them too. */
const PERSONAL: readonly Endpoint[] = ['customers', 'orders'];

/** The world of oddities in which everybody has a name and a number that occur nowhere else. */
function world(): World {
  const oddities = buildOddities({ now: START });
  for (const { id_customer: one, id: other } of [...oddities.customers.rows]) {
    const id = one ?? other;
    if (typeof id !== 'number' && typeof id !== 'string') continue;
    oddities.customers.update(id, {
      name_first: NAME,
      name_last: `${NAME}son`,
      name: `${NAME} Doe`,
      phone: PHONE,
    });
  }
  return oddities;
}

describe('no log line, status, run or dead letter', () => {
  // Caught: an error's message or cause logged as it is; a row or an answer quoted; a message that carries documents.
  it('contains a secret, an address, a number or a name, whatever goes wrong', async () => {
    const harness = await PipelineHarness.start([{ world: world() }]);
    const { faults, tenants } = harness.pos;
    const sent: string[] = [];
    const run = async (): Promise<void> => {
      harness.publish(TOPICS.customers, { orgId: 'org1' });
      for (let next = harness.queue.shift(); next; next = harness.queue.shift()) {
        sent.push(Buffer.from(next.data, 'base64').toString());
        try {
          await harness.deliver(next);
        } catch (error) {
          if (!(error instanceof TransientError)) throw error;
          harness.clock.advance(7 * 3_600_000);
          harness.queue.push(next);
        }
      }
      await harness.deliverTriggers();
      faults.clear();
    };
    try {
      await run();
      for (const endpoint of ENDPOINTS) {
        tenants.revokeTokens();
        for (const status of [400, 401, 403, 404, 429, 500]) {
          const message = PERSONAL.includes(endpoint) ? `${NAME} Doe. ${INDISCREET}` : INDISCREET;
          faults.rate(endpoint, { status, message, retryAfter: 0 }, 1);
          await run();
        }
        for (const body of ['truncated', 'malformed', 'empty', 'norows'] as const) {
          faults.rate(endpoint, { body }, 1);
          await run();
        }
      }
      tenants.rotate('org1-location', { password: 'another-secret' });
      await run();
      const bad = [
        { orgId: 'no such tenant' },
        { orgId: 'org1', step: -1 },
        'no JSON',
        { orgId: 'org1', cursor: 5 },
      ];
      for (const message of bad) harness.publish(TOPICS.customers, message);
      await run();

      const { firestore } = harness.server;
      const letters = (await firestore.collection('dead_letters').get()).docs.map((document) =>
        document.data(),
      );
      const runs = await harness.runs();
      // The faults have really left their traces.
      expect([letters.length > 20, runs.length > 20, harness.lines.length > 100]).toEqual([true, true, true]);

      // So did the POS's careless words, without what was careless in them.
      const traces = JSON.stringify(
        plain({ lines: harness.lines, status: await harness.status(), runs, letters, sent }),
      );
      expect(traces).toContain('User [secret] (pin [secret], [secret]) may not read [email]');
      for (const secret of [...SECRETS, NAME, PHONE, 'another-secret', 'eyJ', '@']) {
        expect(around(traces, secret)).toBeNull();
      }
      expect(/\b4711\b.{0,40}/.exec(traces)).toBeNull();
    } finally {
      await harness.stop();
    }
  });
});

/** Where a text occurs, with what stands around it; null if it doesn't. */
function around(text: string, part: string): string | null {
  const at = text.indexOf(part);
  return at < 0 ? null : text.slice(Math.max(0, at - 200), at + 100);
}
