import { TOPICS } from '../../../src/sync/run/topics';
import { PipelineHarness } from '../../support/pipeline';

let shop: PipelineHarness;
beforeAll(async () => {
  shop = await PipelineHarness.start();
});
afterAll(async () => shop.stop());

const stored = async () =>
  (await shop.server.firestore.collection('dead_letters').get()).docs.map((letter) => letter.data());

describe('dead letters', () => {
  it('are stored once, however often they are delivered, with when they failed first and last', async () => {
    const failing = shop.publish(TOPICS.customers, { orgId: 'nobody' });
    shop.queue.length = 0;
    await shop.deliver(failing);
    await shop.settle();
    const first = shop.clock.now();
    shop.clock.advance(5_000);
    await shop.deliver(failing);
    await shop.settle();
    const letters = await stored();
    expect(letters).toHaveLength(1);
    expect(letters[0]?.['firstFailedAt'].toDate()).toEqual(first);
    expect(letters[0]?.['lastFailedAt'].toDate()).toEqual(shop.clock.now());
    expect(letters[0]).toMatchObject({ state: 'open', attempts: 1, message: { orgId: 'nobody' } });
  });

  it('keep the state that an operator gave them', async () => {
    const [letter] = (await shop.server.firestore.collection('dead_letters').get()).docs;
    await letter?.ref.update({ state: 'discarded' });
    shop.publish(TOPICS.deadLetter, { ...(await redelivery()) });
    await shop.settle();
    expect((await letter?.ref.get())?.get('state')).toBe('discarded');
  });

  it('are kept without the place in the stage, which can be an address', async () => {
    shop.publish(TOPICS.customers, {
      orgId: 'org1',
      mode: 'full',
      cursor: { rebuiltTo: 'jane@example.com' },
    });
    // Also for pages of the usual size.
    shop.pos.faults.queue('customers', { status: 400 }, 2);
    await shop.settle();
    const letters = (await stored()).filter(({ orgId }) => orgId === 'org1');
    expect(letters).toEqual([expect.objectContaining({ state: 'open', expireAt: null })]);
    expect(letters[0]?.['message']).toMatchObject({ orgId: 'org1', mode: 'full' });
    expect(JSON.stringify(letters)).not.toContain('jane');
  });

  it.each([
    ['an array in an array', { odd: [[1]] }],
    ['names that Firestore reserves', { odd: { __a__: 1, '': 2 } }],
    ['half a character', { odd: '\ud800' }],
    ['more than a document holds', { odd: '🌿'.repeat(300_000) }],
  ])('are stored also with %s', async (name, message) => {
    const before = (await stored()).length;
    shop.publish(TOPICS.deadLetter, { ...(await redelivery()), messageId: name, message });
    await shop.settle();
    const letters = await stored();
    expect(letters).toHaveLength(before + 1);
    expect(JSON.stringify(letters.find(({ messageId }) => messageId === name)?.['message'])).toContain('odd');
    expect(letters.every((letter) => Buffer.byteLength(JSON.stringify(letter['message'])) < 140_000)).toBe(
      true,
    );
  });

  it.each(['not json', '{"foreign":true}'])("keep what isn't ours too: %s", async (text) => {
    shop.publish(TOPICS.deadLetter, text);
    await shop.settle();
    const letters = await stored();
    expect(letters).toContainEqual(
      expect.objectContaining({
        message: text,
        orgId: null,
        error: expect.objectContaining({ code: 'bad_message' }),
      }),
    );
  });
});

/** The dead letter that is stored, as a message. */
async function redelivery() {
  const [letter] = await stored();
  const { topic, messageId, message, error, orgId, runId, attempts } = letter ?? {};
  return {
    topic,
    messageId,
    message,
    error,
    orgId,
    runId,
    attempts,
    failedAt: shop.clock.now().toISOString(),
  };
}
