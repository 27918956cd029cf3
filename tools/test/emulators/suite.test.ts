import { Timestamp } from 'firebase-admin/firestore';
import { project, ToySuite } from './toySuite';

let toys: ToySuite;
beforeAll(async () => {
  toys = await ToySuite.start();
});
beforeEach(() => toys.reset());
afterAll(() => toys.stop());

describe('Pub/Sub functions', () => {
  it('receive a message as in production', async () => {
    const id = await toys.pubsub
      .topic('toy-topic')
      .publishMessage({ json: { a: [1] }, attributes: { kind: 'x' } });
    await toys.suite.idle();
    expect(toys.seen('receive')).toEqual([
      {
        function: 'receive',
        id,
        messageId: id,
        time: expect.stringMatching(/^2024-07-01T12:/),
        source: `//pubsub.googleapis.com/projects/${project}/topics/toy-topic`,
        subscription: `projects/${project}/subscriptions/eventarc-europe-west1-receive`,
        json: { a: [1] },
        attributes: { kind: 'x' },
      },
    ]);
  });

  it('are called again, with the same message, until they succeed', async () => {
    toys.react = () => {
      if (toys.seen('receive').length < 3) throw new Error('busy');
    };
    const id = await toys.pubsub.topic('toy-topic').publishMessage({ json: { n: 1 } });
    await toys.suite.idle();
    expect(toys.seen('receive').map(({ messageId, json }) => [messageId, json])).toEqual([
      [id, { n: 1 }],
      [id, { n: 1 }],
      [id, { n: 1 }],
    ]);
  });

  it('see a message twice on demand', async () => {
    toys.suite.setFaults({ duplicateRate: 1 });
    const id = await toys.pubsub.topic('toy-topic').publishMessage({ json: { n: 1 } });
    await toys.suite.idle();
    expect(toys.seen('receive').map(({ messageId }) => messageId)).toEqual([id, id]);
  });

  it('take CloudEvents by HTTP, as under the Functions emulator', async () => {
    const path = `/functions/projects/${project}/triggers/europe-west1-receive-0`;
    const data = Buffer.from('{"by":"http"}').toString('base64');
    const event = {
      specversion: '1.0',
      id: '7',
      source: '//pubsub.googleapis.com/x',
      type: 'google.cloud.pubsub.topic.v1.messagePublished',
    };
    const body = { ...event, time: '2024-01-01T00:00:00Z', data: { message: { data, messageId: '7' } } };
    expect(await toys.send(path, body)).toEqual({ status: 200, body: { status: 'acknowledged' } });
    const binary = {
      'ce-id': '8',
      'ce-source': event.source,
      'ce-type': event.type,
      'ce-specversion': '1.0',
    };
    expect(await toys.send(path, { message: { data, messageId: '8' } }, binary)).toMatchObject({
      status: 200,
    });
    expect(toys.seen('receive').map(({ id, json }) => [id, json])).toEqual([
      ['7', { by: 'http' }],
      ['8', { by: 'http' }],
    ]);
    toys.react = () => {
      throw new Error('no thanks');
    };
    expect(await toys.send(path, body)).toEqual({ status: 500, body: { error: 'no thanks' } });
    expect(await toys.send(path, { nothing: 1 })).toMatchObject({ status: 400 });
    expect(await toys.send(`/functions/projects/${project}/triggers/nope`, body)).toMatchObject({
      status: 404,
      body: {
        triggers: expect.arrayContaining(['europe-west1-receive-0', 'us-central1-lifecycle-created-0']),
      },
    });
  });
});

describe('Firestore functions', () => {
  it('are called once for each real change, with both states', async () => {
    const thing = toys.db.doc('shops/a/things/1');
    const first = {
      text: 'x',
      at: new Timestamp(5, 7_000_000),
      bytes: Buffer.from([1]),
      nothing: null,
      n: 1,
      d: 1.5,
    };
    await thing.set(first);
    await thing.set(first);
    await thing.update({ n: 2 });
    await toys.db.doc('shops/a').set({ other: true });
    await thing.delete();
    await thing.delete();
    await toys.suite.idle();
    const changed = { ...first, n: 2 };
    expect(toys.seen('written').map(({ before, after }) => [before, after])).toEqual([
      [undefined, first],
      [first, changed],
      [changed, undefined],
    ]);
    expect(toys.seen('written')[0]).toMatchObject({
      params: { shopId: 'a', thingId: '1' },
      document: 'shops/a/things/1',
      path: 'shops/a/things/1',
    });
    expect(toys.seen('created').map(({ data }) => data)).toEqual([first]);
    expect(toys.seen('updated').map(({ data }) => data)).toEqual([changed]);
    expect(toys.seen('deleted').map(({ data }) => data)).toEqual([changed]);
  });

  it.each([
    ['jane@example.com', 'jane@example.com'],
    ['100%', '100%'],
    ['quote"d', 'quote"d'],
    ['a=2Fb', 'a=2Fb'],
    // What Eventarc and Node make of others: firebase-functions#1459, and its own decoding.
    ['é', '\u00c3\u00a9'],
    ['a%2Fb', 'a/b'],
  ])('receive the id %s as %s', async (id, received) => {
    await toys.db.doc(`shops/a/things/${id}`).set({ id });
    await toys.suite.idle();
    expect(toys.seen('written').map(({ params }) => params)).toEqual([{ shopId: 'a', thingId: received }]);
  });

  it('are called again with the same event when they fail and retry is on', async () => {
    toys.react = ({ function: name }) => {
      if (name === 'created' || (name === 'written' && toys.seen('written').length < 2))
        throw new Error('busy');
    };
    await toys.db.doc('shops/a/things/retry').set({ v: 1 });
    await toys.suite.idle();
    expect(toys.seen('written').map(({ after }) => after)).toEqual([{ v: 1 }, { v: 1 }]);
    expect(new Set(toys.seen('written').map(({ id }) => id)).size).toBe(1);
    expect(toys.seen('created')).toHaveLength(1);
    expect(toys.log.lines).toContainEqual({
      message: 'Firestore trigger failed',
      fields: { function: 'lifecycle-created', attempt: 1, retriedInMs: null, error: 'busy' },
    });
  });

  it('keep up with thousands of changes, a bounded number at once', async () => {
    const before = toys.suite.functions.counters()['written']?.invocations ?? 0;
    for (let start = 0; start < 1_200; start += 400) {
      const batch = toys.db.batch();
      for (let index = start; index < start + 400; index += 1)
        batch.set(toys.db.doc(`shops/many/things/${index}`), { index });
      await batch.commit();
    }
    await toys.suite.idle();
    expect(new Set(toys.seen('written').map(({ document }) => document)).size).toBe(1_200);
    expect(toys.suite.functions.counters()['written']).toMatchObject({
      invocations: before + 1_200,
      inFlight: 0,
    });
  });
});
