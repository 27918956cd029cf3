import type { PubSub } from '@google-cloud/pubsub';
import { startPubsub, type EmbeddedPubsub } from '../../../emulators/pubsub/embeddedPubsub';
import type { PubsubMessage } from '../../../emulators/pubsub/message';
import { connectPubsub } from '../connect';
import { recordingLog } from '../recordingLog';

const project = 'demo-pubsub-test';
const log = recordingLog();
const now = new Date('2024-07-01T12:00:00Z');
let server: EmbeddedPubsub;
let client: PubSub;

beforeAll(async () => {
  server = await startPubsub({ log, clock: { now: () => now }, backoff: { minimumMs: 1, maximumMs: 8 } });
  client = connectPubsub(server.host, project);
});
afterEach(() => server.setFaults({}));
afterAll(async () => {
  await client.close();
  await server.stop();
});

function subscribe(topicId: string, deliver: (message: PubsubMessage) => Promise<void>, retry = true): void {
  server.subscribe({ name: `to-${topicId}`, project, topicId, retry, concurrency: 5, deliver });
}

const countersOf = (topicId: string) => server.counters()[`projects/${project}/topics/${topicId}`];

describe('embedded Pub/Sub over gRPC', () => {
  it('pushes what is published, as published, with unique numeric ids and the time of the clock', async () => {
    const received: PubsubMessage[] = [];
    subscribe('push', (message) => {
      received.push(message);
      return Promise.resolve();
    });
    const topic = client.topic('push');
    const ids = await Promise.all(
      ['a', 'b', 'c'].map((name) => topic.publishMessage({ json: { name }, attributes: { kind: 'test' } })),
    );
    await server.idle();
    expect(received.map(({ messageId }) => messageId)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^\d+$/.test(id))).toBe(true);
    expect(received.map(({ data }) => data.toString())).toEqual([
      '{"name":"a"}',
      '{"name":"b"}',
      '{"name":"c"}',
    ]);
    expect(received[0]).toMatchObject({
      topic: `projects/${project}/topics/push`,
      attributes: { kind: 'test' },
      publishTime: now,
    });
    expect(countersOf('push')).toMatchObject({ published: 3, delivered: 3, redelivered: 0 });
  });

  it('delivers again after a failure, the same message, until it is acknowledged', async () => {
    const ids: string[] = [];
    subscribe('redeliver', ({ messageId }) => {
      ids.push(messageId);
      return ids.length < 4 ? Promise.reject(new Error('busy')) : Promise.resolve();
    });
    const id = await client.topic('redeliver').publishMessage({ json: {} });
    await server.idle();
    expect(ids).toEqual([id, id, id, id]);
    expect(countersOf('redeliver')).toMatchObject({ published: 1, delivered: 1, redelivered: 3, failed: 3 });
    expect(
      log.lines.filter(({ fields }) => fields?.['subscription'] === 'to-redeliver').at(-1),
    ).toMatchObject({
      message: 'Pub/Sub delivery failed',
      fields: { messageId: id, attempt: 3, retriedInMs: 4, error: 'busy' },
    });
  });

  it('drops a failed message where the subscription does not retry', async () => {
    subscribe('once', () => Promise.reject(new Error('no')), false);
    await client.topic('once').publishMessage({ json: {} });
    await server.idle();
    expect(countersOf('once')).toMatchObject({ published: 1, delivered: 0, failed: 1, dropped: 1 });
  });

  it('delivers twice on demand', async () => {
    const ids: string[] = [];
    subscribe('twice', ({ messageId }) => {
      ids.push(messageId);
      return Promise.resolve();
    });
    server.setFaults({ duplicateRate: 1, maximumDelayMs: 5, seed: 2 });
    const id = await client.topic('twice').publishMessage({ json: {} });
    await server.idle();
    expect(ids).toEqual([id, id]);
    expect(countersOf('twice')).toMatchObject({ published: 1, delivered: 2 });
  });

  it('holds a request to publish before and after the message is taken', async () => {
    const received: string[] = [];
    subscribe('held', ({ data }) => Promise.resolve(void received.push(data.toString())));
    const told: string[] = [];
    const publish = (text: string) =>
      client
        .topic('held')
        .publishMessage({ data: Buffer.from(text) })
        .then(() => told.push(text));

    const before = server.holdPublish('held');
    const first = publish('1');
    await before.reached;
    await server.idle();
    expect(received).toEqual([]);
    before.release();
    await first;

    const after = server.holdPublish('held', 'after');
    const second = publish('2');
    await after.reached;
    await server.idle();
    expect([received, told]).toEqual([['1', '2'], ['1']]);
    after.release();
    await second;
  });

  it('drops what waits to be delivered again when it is purged', async () => {
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    subscribe('purged', async () => {
      fail();
      return Promise.reject(new Error('busy'));
    });
    await client.topic('purged').publishMessage({ json: {} });
    await failed;
    while (countersOf('purged')?.waiting === 0) await new Promise(setImmediate);
    server.purge();
    await server.idle();
    expect(countersOf('purged')).toMatchObject({ waiting: 0, inFlight: 0, delivered: 0 });
  });

  it('gives every subscription of a topic its own copy', async () => {
    const received: string[] = [];
    for (const name of ['one', 'two']) {
      server.subscribe({
        name,
        project,
        topicId: 'fan-out',
        retry: false,
        concurrency: 1,
        deliver: () => Promise.resolve(void received.push(name)),
      });
    }
    await client.topic('fan-out').publishMessage({ json: {} });
    await server.idle();
    expect(received.sort()).toEqual(['one', 'two']);
    expect(() => subscribe('fan-out', () => Promise.resolve())).not.toThrow();
    expect(() => subscribe('fan-out', () => Promise.resolve())).toThrow(/has a subscription/);
  });

  it('answers NOT_FOUND for a topic that nobody created', async () => {
    await expect(client.topic('nowhere').publishMessage({ json: {} })).rejects.toMatchObject({
      code: 5,
      message: '5 NOT_FOUND: Resource not found (resource=nowhere).',
    });
    expect(await client.topic('nowhere').exists()).toEqual([false]);
  });

  it('creates, finds, lists and deletes topics', async () => {
    const other = connectPubsub(server.host, 'demo-topics-test');
    const [topic] = await other.createTopic('made');
    expect(await topic.exists()).toEqual([true]);
    await expect(other.createTopic('made')).rejects.toMatchObject({ code: 6 });
    await expect(other.createTopic('1')).rejects.toMatchObject({ code: 3 });
    await other.createTopic('another');
    const [topics] = await other.getTopics();
    expect(topics.map(({ name }) => name)).toEqual([
      'projects/demo-topics-test/topics/another',
      'projects/demo-topics-test/topics/made',
    ]);
    await topic.delete();
    expect(await topic.exists()).toEqual([false]);
    await other.close();
  });

  it('refuses an empty message', async () => {
    subscribe('empty', () => Promise.resolve());
    await expect(client.topic('empty').publishMessage({ data: Buffer.alloc(0) })).rejects.toMatchObject({
      code: 3,
    });
    expect(countersOf('empty')?.published).toBe(0);
  });
});

describe('startPubsub', () => {
  it('names a port that is in use', async () => {
    const port = Number(server.host.split(':')[1]);
    await expect(startPubsub({ port, log })).rejects.toThrow(`Pub/Sub can't listen on 127.0.0.1:${port}`);
  });
});
