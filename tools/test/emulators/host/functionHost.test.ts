import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { startSuite, type Suite, type SuiteOptions } from '../../../emulators/suite';
import { connectPubsub } from '../connect';
import { recordingLog } from '../recordingLog';

const project = 'demo-host-test';
let suite: Suite | undefined;

const start = async (exports: object, options: Partial<SuiteOptions> = {}): Promise<Suite> => {
  const loadExports = () => Promise.resolve(exports);
  suite = await startSuite({ project, schedules: false, log: recordingLog(), loadExports, ...options });
  return suite;
};
afterEach(async () => {
  await suite?.stop();
  suite = undefined;
});

describe('a suite', () => {
  it('points the process at its services while it runs, away from real credentials, and back', async () => {
    process.env['GOOGLE_APPLICATION_CREDENTIALS'] = '/nowhere/key.json';
    process.env['GCLOUD_PROJECT'] = 'my-own-project';
    const before = { ...process.env };
    const started = await start({ one: onMessagePublished('a-topic', () => undefined) });
    expect(process.env).toMatchObject({
      FIRESTORE_EMULATOR_HOST: started.firestore.host,
      PUBSUB_EMULATOR_HOST: started.pubsub.host,
      GCLOUD_PROJECT: project,
      GOOGLE_CLOUD_PROJECT: project,
      FUNCTIONS_EMULATOR: 'true',
      METADATA_SERVER_DETECTION: 'none',
    });
    expect(process.env['GOOGLE_APPLICATION_CREDENTIALS']).toBeUndefined();
    await started.stop();
    suite = undefined;
    expect({ ...process.env }).toEqual(before);
  });

  it('stops what it started when a function can not be served', async () => {
    const first = await start({ one: onMessagePublished('a-topic', () => undefined) });
    const firestorePort = Number(first.firestore.host.split(':')[1]);
    const pubsubPort = Number(first.pubsub.host.split(':')[1]);
    await first.stop();
    const ports = { firestorePort, pubsubPort };
    await expect(start({ one: onSchedule('every blue moon', () => undefined) }, ports)).rejects.toThrow(
      /blue moon/,
    );
    await expect(start({}, ports)).rejects.toThrow(/exports no functions/);
    await start({ one: onMessagePublished('a-topic', () => undefined) }, ports);
  });

  it('names the port that the function host can not have', async () => {
    const first = await start({ one: onMessagePublished('a-topic', () => undefined) });
    const functionsPort = Number(new URL(first.functions.url).port);
    await expect(
      startSuite({
        ...{ project, schedules: false, log: recordingLog(), functionsPort },
        loadExports: () => Promise.resolve({ one: onMessagePublished('a-topic', () => undefined) }),
      }),
    ).rejects.toThrow(`The function host can't listen on 127.0.0.1:${functionsPort}`);
  });

  it('runs schedules when they are due on its clock', async () => {
    const runs: string[] = [];
    const ran = new Promise<void>((resolve) => {
      const tick = onSchedule('*/30 * * * *', ({ scheduleTime }) => {
        runs.push(scheduleTime);
        resolve();
      });
      void start({ tick }, { schedules: true, now: new Date('2024-07-01T12:29:58.000Z') });
    });
    await ran;
    await suite?.idle();
    expect(runs).toEqual(['2024-07-01T12:30:00.000Z']);
    const listing = await (await fetch(`${suite?.functions.url ?? ''}/`)).text();
    expect(listing).toContain('"nextRun":"2024-07-01T13:00:00.000Z"');
  });

  it('lets invocations end when it stops, and begins none', async () => {
    const events: string[] = [];
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const slow = onMessagePublished({ topic: 'a-topic', concurrency: 1, maxInstances: 1 }, async () => {
      events.push('begun');
      begin();
      await finished;
      events.push('ended');
    });
    const started = await start({ slow });
    const client = connectPubsub(started.pubsub.host, project);
    await client.topic('a-topic').publishMessage({ json: { n: 1 } });
    await client.topic('a-topic').publishMessage({ json: { n: 2 } });
    await client.close();
    await begun;
    const stopped = started.stop().then(() => events.push('stopped'));
    suite = undefined;
    finish();
    await stopped;
    expect(events).toEqual(['begun', 'ended', 'stopped']);
  });

  it('cuts off an invocation that does not end in time', async () => {
    const log = recordingLog();
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const hung = onDocumentWritten('a/{b}', () => {
      begin();
      return new Promise(() => undefined);
    });
    const started = await start({ hung }, { log });
    const { Firestore } = await import('firebase-admin/firestore');
    const db = new Firestore({ projectId: project });
    await db.doc('a/b').set({ v: 1 });
    await begun;
    await db.terminate();
    await started.stop(10);
    suite = undefined;
    expect(log.lines).toContainEqual({
      message: 'Invocations were cut off',
      fields: { drainMs: 10, functions: { hung: { invocations: 1, failures: 0, inFlight: 1 } } },
    });
  });
});
