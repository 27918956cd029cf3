import { DEFAULT_LIMITS } from '../../../src/platform/limits';
import type { Publisher } from '../../../src/platform/ports/publisher';

/** A publisher as a new instance makes it, whose client can't be made the first times. */
async function publisherOf(failures: number, published: unknown[]): Promise<Publisher> {
  let made = 0;
  class PubSub {
    constructor() {
      made += 1;
      if (made <= failures) throw new Error('no credentials yet');
    }

    topic(name: string) {
      return { publishMessage: (message: object) => Promise.resolve(published.push({ name, ...message })) };
    }
  }
  jest.resetModules();
  jest.doMock('@google-cloud/pubsub', () => ({ PubSub }));
  const { createPubsubPublisher } = await import('../../../src/platform/google/pubsubPublisher');
  return createPubsubPublisher(DEFAULT_LIMITS.publish);
}

afterEach(() => jest.dontMock('@google-cloud/pubsub'));

describe('the publisher', () => {
  it('makes its client again when it could not be made before', async () => {
    const published: unknown[] = [];
    const publisher = await publisherOf(1, published);
    await expect(publisher.publish('pos-sync-orders', { orgId: 'org1' })).rejects.toMatchObject({
      kind: 'transient',
      code: 'publish_failed',
      cause: { message: 'no credentials yet' },
    });
    await publisher.publish('pos-sync-orders', { orgId: 'org1' });
    expect(published).toEqual([{ name: 'pos-sync-orders', json: { orgId: 'org1' }, attributes: {} }]);
  });
});
