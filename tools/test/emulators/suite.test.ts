import type { PubSub } from '@google-cloud/pubsub';
import { Timestamp, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { startSuite, type Suite } from '../../emulators/suite';
import { connectFirestore, connectPubsub } from './connect';
import { recordingLog } from './recordingLog';
import type { Sighting } from './toyFunctions';

const project = 'demo-suite-test';
const log = recordingLog();
let suite: Suite;
let db: Firestore;
let pubsub: PubSub;
let sightings: Sighting[] = [];
/** Throws to make a function fail. */
let react: (sighting: Sighting) => void = () => undefined;

const seen = (name: string) => sightings.filter((sighting) => sighting.function === name);

beforeAll(async () => {
  // Callables log each verification of a caller.
  jest.spyOn(console, 'debug').mockReturnValue();
  suite = await startSuite({
    project,
    schedules: false,
    now: new Date('2024-07-01T12:00:00Z'),
    backoff: { minimumMs: 1, maximumMs: 8 },
    log,
    loadExports: async () => {
      const { toyFunctions } = await import('./toyFunctions');
      return toyFunctions((sighting) => {
        sightings.push(sighting);
        react(sighting);
      });
    },
  });
  db = connectFirestore(suite.firestore.host, project);
  pubsub = connectPubsub(suite.pubsub.host, project);
});
beforeEach(() => {
  sightings = [];
  react = () => undefined;
  suite.setFaults({});
});
afterAll(async () => {
  await Promise.all([db.terminate(), pubsub.close()]);
  await suite.stop();
});

/** Sends JSON and reads the status and the JSON that comes back. */
async function send(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${suite.functions.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: z.unknown().parse(await response.json()) };
}

describe('Pub/Sub functions', () => {
  it('receive a message as in production', async () => {
    const id = await pubsub
      .topic('toy-topic')
      .publishMessage({ json: { a: [1] }, attributes: { kind: 'x' } });
    await suite.idle();
    expect(seen('receive')).toEqual([
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
    react = () => {
      if (seen('receive').length < 3) throw new Error('busy');
    };
    const id = await pubsub.topic('toy-topic').publishMessage({ json: { n: 1 } });
    await suite.idle();
    expect(seen('receive').map(({ messageId, json }) => [messageId, json])).toEqual([
      [id, { n: 1 }],
      [id, { n: 1 }],
      [id, { n: 1 }],
    ]);
  });

  it('see a message twice on demand', async () => {
    suite.setFaults({ duplicateRate: 1 });
    const id = await pubsub.topic('toy-topic').publishMessage({ json: { n: 1 } });
    await suite.idle();
    expect(seen('receive').map(({ messageId }) => messageId)).toEqual([id, id]);
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
    expect(await send(path, body)).toEqual({ status: 200, body: { status: 'acknowledged' } });
    const binary = {
      'ce-id': '8',
      'ce-source': event.source,
      'ce-type': event.type,
      'ce-specversion': '1.0',
    };
    expect(await send(path, { message: { data, messageId: '8' } }, binary)).toMatchObject({ status: 200 });
    expect(seen('receive').map(({ id, json }) => [id, json])).toEqual([
      ['7', { by: 'http' }],
      ['8', { by: 'http' }],
    ]);
    react = () => {
      throw new Error('no thanks');
    };
    expect(await send(path, body)).toEqual({ status: 500, body: { error: 'no thanks' } });
    expect(await send(path, { nothing: 1 })).toMatchObject({ status: 400 });
    expect(await send(`/functions/projects/${project}/triggers/nope`, body)).toMatchObject({
      status: 404,
      body: {
        triggers: expect.arrayContaining(['europe-west1-receive-0', 'us-central1-lifecycle-created-0']),
      },
    });
  });
});

describe('Firestore functions', () => {
  it('are called once for each real change, with both states', async () => {
    const thing = db.doc('shops/a/things/1');
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
    await db.doc('shops/a').set({ other: true });
    await thing.delete();
    await thing.delete();
    await suite.idle();
    const changed = { ...first, n: 2 };
    expect(seen('written').map(({ before, after }) => [before, after])).toEqual([
      [undefined, first],
      [first, changed],
      [changed, undefined],
    ]);
    expect(seen('written')[0]).toMatchObject({
      params: { shopId: 'a', thingId: '1' },
      document: 'shops/a/things/1',
      path: 'shops/a/things/1',
    });
    expect(seen('created').map(({ data }) => data)).toEqual([first]);
    expect(seen('updated').map(({ data }) => data)).toEqual([changed]);
    expect(seen('deleted').map(({ data }) => data)).toEqual([changed]);
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
    await db.doc(`shops/a/things/${id}`).set({ id });
    await suite.idle();
    expect(seen('written').map(({ params }) => params)).toEqual([{ shopId: 'a', thingId: received }]);
  });

  it('are called again with the same event when they fail and retry is on', async () => {
    react = ({ function: name }) => {
      if (name === 'created' || (name === 'written' && seen('written').length < 2)) throw new Error('busy');
    };
    await db.doc('shops/a/things/retry').set({ v: 1 });
    await suite.idle();
    expect(seen('written').map(({ after }) => after)).toEqual([{ v: 1 }, { v: 1 }]);
    expect(new Set(seen('written').map(({ id }) => id)).size).toBe(1);
    expect(seen('created')).toHaveLength(1);
    expect(log.lines).toContainEqual({
      message: 'Firestore trigger failed',
      fields: { function: 'lifecycle-created', attempt: 1, retriedInMs: null, error: 'busy' },
    });
  });

  it('keep up with thousands of changes, a bounded number at once', async () => {
    const before = suite.functions.counters()['written']?.invocations ?? 0;
    for (let start = 0; start < 1_200; start += 400) {
      const batch = db.batch();
      for (let index = start; index < start + 400; index += 1)
        batch.set(db.doc(`shops/many/things/${index}`), { index });
      await batch.commit();
    }
    await suite.idle();
    expect(new Set(seen('written').map(({ document }) => document)).size).toBe(1_200);
    expect(suite.functions.counters()['written']).toMatchObject({ invocations: before + 1_200, inFlight: 0 });
  });
});

describe('scheduled functions', () => {
  it('run on demand and say how it went', async () => {
    expect(await send('/schedules/tick')).toEqual({
      status: 200,
      body: { function: 'tick', status: 'ok', durationMs: expect.any(Number) },
    });
    expect(seen('tick')).toEqual([
      {
        function: 'tick',
        jobName: 'firebase-schedule-tick-europe-west1',
        scheduleTime: expect.stringMatching(/^2024-07-01T12:/),
      },
    ]);
    const header = 'x-cloudscheduler-scheduletime';
    await send('/schedules/tick', undefined, { [header]: '2024-07-01T13:30:00+02:00' });
    expect(seen('tick').at(-1)).toMatchObject({ scheduleTime: '2024-07-01T11:30:00.000Z' });
    expect(await send('/schedules/tick', undefined, { [header]: 'noon' })).toMatchObject({
      status: 400,
      body: { error: `The header ${header} is no ISO 8601 time.` },
    });
    react = () => {
      throw new Error('the fault');
    };
    expect(await send('/schedules/tick')).toMatchObject({
      status: 500,
      body: { status: 'failed', error: 'the fault' },
    });
    expect(await send('/schedules/tock')).toMatchObject({ status: 404, body: { schedules: ['tick'] } });
    await expect(suite.functions.runSchedule('tock')).rejects.toThrow(/there are: tick/);
  });
});

describe('HTTPS and callable functions', () => {
  it('serve requests with the body parsed and raw', async () => {
    expect(await send(`/${project}/europe-west1/hello/deeper`, { a: 1 })).toEqual({
      status: 201,
      body: { method: 'POST', path: '/deeper', body: { a: 1 }, rawBody: '{"a":1}' },
    });
  });

  it('serve calls, with the caller of an unsigned token', async () => {
    const path = `/${project}/us-central1/double`;
    expect(await send(path, { data: { value: 21 } })).toEqual({
      status: 200,
      body: { result: { doubled: 42, caller: null } },
    });
    expect(await send(path, { data: {} })).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT', message: 'Pass a number as "value".' } },
    });
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const token = `${encode({ alg: 'none' })}.${encode({ sub: 'user-1', uid: 'user-1', aud: project })}.`;
    expect(await send(path, { data: { value: 1 } }, { authorization: `Bearer ${token}` })).toMatchObject({
      body: { result: { caller: 'user-1' } },
    });
  });

  it('answer 404 elsewhere', async () => {
    expect(await send('/elsewhere')).toMatchObject({ status: 404 });
  });
});

describe('GET /', () => {
  it('lists the functions with triggers and counters', async () => {
    const response = await fetch(`${suite.functions.url}/`);
    const listing = z.object({
      project: z.string(),
      functions: z.array(z.looseObject({ name: z.string() })),
    });
    const { functions } = listing.parse(await response.json());
    expect(functions.map(({ name }) => name)).toEqual([
      'receive',
      'written',
      'lifecycle-created',
      'lifecycle-updated',
      'lifecycle-deleted',
      'tick',
      'hello',
      'double',
    ]);
    expect(functions[0]).toMatchObject({
      region: 'europe-west1',
      trigger: { kind: 'pubsub', topicId: 'toy-topic', retry: true },
      concurrency: 8,
    });
  });
});
