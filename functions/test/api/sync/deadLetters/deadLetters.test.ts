import { buildRoster } from '../../../../../tools/pos/worlds/builders';
import { listDeadLetters } from '../../../../src/api/sync/deadLetters/listDeadLetters';
import { storedDate } from '../../../../src/platform/firestore/timestamp';
import { CallableHarness, CALLABLES_NOW, operator, owner } from '../../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  const world = () => buildRoster({ seed: 41, customers: 5, items: 3, now: CALLABLES_NOW });
  harness = await CallableHarness.start([world(), world()]);
});
afterAll(() => harness.stop());

const list = (data: object = {}) => harness.result(listDeadLetters, data, operator);

/** Makes a sync of a tenant fail for good. Returns its dead letter. */
async function fail(orgId: string) {
  harness.pos.faults.rate('orders', { status: 400 }, 1);
  await harness.sync(orgId);
  harness.pos.faults.clear();
  const letter = (await list({ orgId })).letters[0];
  if (letter === undefined) throw new Error('There is no dead letter.');
  return letter;
}

describe('dead letters', () => {
  it('are listed with what failed and why, and without their messages', async () => {
    const letter = await fail('org1');
    expect(letter).toEqual({
      id: letter.id,
      topic: 'pos-sync-orders',
      orgId: 'org1',
      runId: expect.any(String),
      error: {
        kind: 'permanent',
        code: 'pos_request_refused',
        message: expect.any(String),
        stage: 'orders',
      },
      attempts: 1,
      firstFailedAt: expect.stringMatching(/^2026-11-20T/),
      lastFailedAt: expect.stringMatching(/^2026-11-20T/),
      state: 'open',
    });
    expect((await list({ orgId: 'org2' })).letters).toEqual([]);
  });

  it('start a new run when they are replayed', async () => {
    const { id } = await fail('org2');
    expect(await harness.call('replayDeadLetter', { id }, operator)).toEqual({
      status: 200,
      result: { replayed: true },
    });
    await harness.suite.idle();
    expect(await harness.document('tenants/org2/sync_status/pos')).toMatchObject({ state: 'succeeded' });
    expect((await list({ orgId: 'org2' })).letters).toEqual([]);
    expect((await list({ orgId: 'org2', state: 'replayed' })).letters).toMatchObject([{ id }]);
  });

  it('expire only once they need nothing more', async () => {
    const { id } = await fail('org1');
    const expiry = async () => (await harness.document(`dead_letters/${id}`))?.['expireAt'];
    expect(await expiry()).toBeNull();
    expect(await harness.call('discardDeadLetter', { id }, operator)).toMatchObject({
      result: { discarded: true },
    });
    const days = (date: Date) => (date.getTime() - harness.suite.clock.now().getTime()) / 86_400_000;
    expect(days(storedDate.parse(await expiry()))).toBeCloseTo(90, 1);
    expect(await harness.call('replayDeadLetter', { id }, operator)).toMatchObject({
      error: { status: 'FAILED_PRECONDITION', details: { code: 'dead_letter_discarded' } },
    });
  });

  it('that nobody knows are not found', async () => {
    for (const name of ['replayDeadLetter', 'discardDeadLetter'])
      expect(await harness.call(name, { id: 'none' }, operator)).toMatchObject({
        status: 404,
        error: { details: { code: 'unknown_dead_letter' } },
      });
  });

  it('are for operators alone', async () => {
    for (const [name, data] of [
      ['listDeadLetters', {}],
      ['replayDeadLetter', { id: 'none' }],
      ['discardDeadLetter', { id: 'none' }],
    ] as const)
      expect(await harness.call(name, data, owner('org1'))).toMatchObject({ status: 403 });
  });

  it('come in pages of up to 50, the last failed first, also those of no tenant', async () => {
    const batch = harness.firestore.batch();
    for (let number = 0; number < 60; number += 1) {
      const at = new Date(CALLABLES_NOW.getTime() + 86_400_000 + Math.floor(number / 2) * 1_000);
      batch.set(harness.firestore.doc(`dead_letters/x${String(number).padStart(2, '0')}`), {
        ...{ topic: 'pos-sync-tenant', message: 'hello', orgId: null, runId: null, attempts: 1 },
        error: { kind: 'permanent', code: 'bad_message', message: 'Not JSON.', stage: null },
        ...{ firstFailedAt: at, lastFailedAt: at, state: 'open', expireAt: null },
      });
    }
    await batch.commit();
    const first = await list({ limit: 50 });
    const second = await list({ limit: 50, cursor: first.nextCursor });
    const ids = [...first.letters, ...second.letters].map(({ id }) => id);
    expect(first.letters).toHaveLength(50);
    expect(ids.slice(0, 60)).toEqual(
      Array.from({ length: 60 }, (_, n) => `x${String(59 - n).padStart(2, '0')}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(second.nextCursor).toBeNull();
  });
});
