import type { PubSub } from '@google-cloud/pubsub';
import type { Firestore } from 'firebase-admin/firestore';
import { once } from 'node:events';
import { EventEmitter } from 'node:stream';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProcessHost } from '../../../emulators/process/processHost';
import { type ProcessSuiteOptions, startProcessSuite, type Suite } from '../../../emulators/suite';
import { connectFirestore, connectPubsub } from '../connect';
import { recordingLog } from '../recordingLog';

const project = 'demo-process-test';
const sighting = z.looseObject({ function: z.string(), processId: z.number() });

/** Emits `seen` for each sighting. */
const seen = new EventEmitter();
let sightings: z.infer<typeof sighting>[] = [];
let suite: Suite<ProcessHost> | undefined;
let db: Firestore | undefined;
let pubsub: PubSub | undefined;
let log = recordingLog();

async function start(options: Partial<ProcessSuiteOptions> = {}): Promise<Suite<ProcessHost>> {
  log = recordingLog();
  suite = await startProcessSuite({
    ...{ project, schedules: false, restarts: false, log },
    now: new Date('2024-07-01T12:00:00Z'),
    backoff: { minimumMs: 5, maximumMs: 50 },
    entry: join(__dirname, 'toyProcess.ts'),
    output: (line) => {
      const parsed = sighting.safeParse(line.startsWith('{') ? JSON.parse(line) : undefined);
      if (parsed.success) sightings.push(parsed.data);
      seen.emit('seen');
    },
    ...options,
  });
  db = connectFirestore(suite.firestore.host, project);
  pubsub = connectPubsub(suite.pubsub.host, project);
  return suite;
}

/** Resolves when so many sightings have come out of the process. */
async function sighted(count: number): Promise<void> {
  while (sightings.length < count) await once(seen, 'seen');
}

const publish = (json: object) => pubsub?.topic('toy-topic').publishMessage({ json });

async function stop(): Promise<void> {
  await Promise.all([db?.terminate(), pubsub?.close()]);
  await suite?.stop(10);
  suite = undefined;
}
beforeEach(() => {
  sightings = [];
});

describe('functions in a process of their own', () => {
  let started: Suite<ProcessHost>;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(stop);

  it('are served like those in this one: messages, documents, schedules and requests', async () => {
    const messageId = await publish({ a: [1] });
    await db?.doc('shops/a/things/é =2F@"').set({ text: 'x', bytes: Buffer.from([0, 255]) });
    await started.functions.runSchedule('tick');
    const hello = await fetch(`${started.functions.url}/${project}/europe-west1/hello/deeper`, {
      method: 'POST',
    });
    await started.idle();
    await sighted(4);

    expect(hello.status).toBe(201);
    const byName = new Map(sightings.map((one) => [one.function, one]));
    expect(byName.get('receive')).toMatchObject({
      messageId,
      json: { a: [1] },
      time: expect.stringMatching(/^2024-07-01T12:/),
    });
    expect(byName.get('written')).toMatchObject({
      params: { shopId: 'a', thingId: '\u00c3\u00a9 =2F@"' },
      after: { text: 'x' },
    });
    expect(byName.get('tick')).toMatchObject({ scheduleTime: expect.stringMatching(/^2024-07-01T12:/) });
    expect(new Set(sightings.map(({ processId }) => processId))).toEqual(
      new Set([started.functions.processId()]),
    );
    expect(started.functions.counters()).toMatchObject({
      receive: { invocations: 1, failures: 0, inFlight: 0 },
    });
  });

  it('say why they fail, and are called again', async () => {
    await publish({ do: 'fail' });
    await started.idle();
    await sighted(2);
    expect(started.functions.counters()['receive']).toMatchObject({ failures: 1, inFlight: 0 });
    expect(log.lines).toContainEqual({
      message: 'Pub/Sub delivery failed',
      fields: expect.objectContaining({ attempt: 1, error: 'as it was told' }),
    });
    await expect(started.functions.runSchedule('tock')).rejects.toThrow(/there are: tick/);
  });

  it('can be killed in the middle of an invocation, which their successor gets again', async () => {
    const first = started.functions.processId();
    await publish({ do: 'hang' });
    await sighted(1);
    await started.functions.kill();
    await started.functions.restart();
    await sighted(2);
    await started.functions.kill();

    const second = started.functions.processId();
    expect(second).not.toBe(first);
    expect(sightings.map(({ processId }) => processId)).toEqual([first, second]);
    const ids = new Set(sightings.map(({ messageId }) => messageId));
    expect(ids.size).toBe(1);
  });
});

describe('a process of functions', () => {
  afterEach(stop);

  it('is started again by itself where that is asked for, on the same port', async () => {
    const started = await start({ restarts: true });
    const first = started.functions.processId();
    await started.functions.kill();
    await publish({ a: 1 });
    await started.idle();
    await sighted(1);
    expect(sightings).toEqual([
      expect.objectContaining({ json: { a: 1 }, processId: started.functions.processId() }),
    ]);
    expect(started.functions.processId()).not.toBe(first);
    expect((await fetch(`${started.functions.url}/healthz`)).status).toBe(200);
  });

  it('that can not serve is an error, and what had started is stopped', async () => {
    process.env['TOY_FAULT'] = 'no such module';
    await expect(start()).rejects.toThrow('The process of the functions did not start: no such module');
    await expect(start({ entry: join(__dirname, '../connect.ts') })).rejects.toThrow(
      /it ended without an error message/,
    );
    delete process.env['TOY_FAULT'];
  });
});
