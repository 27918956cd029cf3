import { defineInt, defineString } from 'firebase-functions/params';
import { onObjectFinalized } from 'firebase-functions/v2/storage';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { onDocumentWritten, onDocumentWrittenWithAuthContext } from 'firebase-functions/v2/firestore';
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { Activity } from '../../../emulators/delivery/activity';
import { readEndpoint } from '../../../emulators/functions/endpoint';
import { discoverFunctions } from '../../../emulators/functions/hostedFunction';

const nothing = () => undefined;
const read = (exported: object, limit = 80) =>
  readEndpoint('mine', Reflect.get(exported, '__endpoint'), limit);

describe('readEndpoint', () => {
  it('reads topic, retry and the declared concurrency', () => {
    expect(
      read(onMessagePublished({ topic: 'a-topic', retry: true, concurrency: 1, maxInstances: 20 }, nothing)),
    ).toEqual({
      region: 'us-central1',
      concurrency: 20,
      trigger: { kind: 'pubsub', topicId: 'a-topic', retry: true },
    });
  });

  it('bounds what the platform would run at once', () => {
    expect(read(onMessagePublished('a-topic', nothing), 7).concurrency).toBe(7);
  });

  it('reads document paths with and without wildcards', () => {
    const eventType = 'google.cloud.firestore.document.v1.written';
    expect(read(onDocumentWritten('a/{b}', nothing)).trigger).toEqual({
      kind: 'firestore',
      eventType,
      document: 'a/{b}',
      retry: false,
    });
    expect(read(onDocumentWritten('a/b', nothing)).trigger).toMatchObject({ document: 'a/b' });
  });

  it('reads schedules, in UTC unless they say otherwise', () => {
    expect(read(onSchedule({ schedule: '0 * * * *', retryCount: 2 }, nothing)).trigger).toEqual({
      kind: 'schedule',
      schedule: '0 * * * *',
      timeZone: 'UTC',
      retryCount: 2,
    });
  });

  it('takes params for their values', () => {
    process.env['ENDPOINT_TEST_REGION'] = 'asia-east1';
    process.env['ENDPOINT_TEST_INSTANCES'] = '3';
    const options = {
      topic: defineString('ENDPOINT_TEST_REGION'),
      region: defineString('ENDPOINT_TEST_REGION'),
      maxInstances: defineInt('ENDPOINT_TEST_INSTANCES'),
      concurrency: 2,
    };
    expect(read(onMessagePublished(options, nothing))).toMatchObject({
      region: 'asia-east1',
      concurrency: 6,
      trigger: { topicId: 'asia-east1' },
    });
  });

  it.each([
    [
      'a storage trigger',
      onObjectFinalized({ bucket: 'a-bucket' }, nothing),
      /google\.cloud\.storage.* are not served here/,
    ],
    ['a task queue', onTaskDispatched(nothing), /its trigger \(taskQueueTrigger\) is not served here/],
    [
      'another database',
      onDocumentWritten({ document: 'a/{b}', database: 'second' }, nothing),
      /only \(default\) is served/,
    ],
    [
      'an event with the caller',
      onDocumentWrittenWithAuthContext('a/{b}', nothing),
      /withAuthContext are not served/,
    ],
    ['an empty topic', onMessagePublished('', nothing), /names no topic/],
  ])('refuses %s', (_what, exported, message) => {
    expect(() => read(exported)).toThrow(message);
    expect(() => read(exported)).toThrow(/^Function mine can't be served: /);
  });

  it('refuses functions of the first generation', () => {
    expect(() => readEndpoint('old', { platform: 'gcfv1', httpsTrigger: {} }, 80)).toThrow(
      /only second-generation functions/,
    );
  });
});

describe('discoverFunctions', () => {
  const discover = (exports: object) =>
    discoverFunctions(exports, 80, new Activity()).map(({ name }) => name);

  it('names grouped functions as Firebase deploys them and leaves out what is no function', () => {
    const one = onMessagePublished('a-topic', nothing);
    expect(
      discover({ one, group: { two: one, deep: { three: one } }, helper: nothing, version: '1' }),
    ).toEqual(['one', 'group-two', 'group-deep-three']);
  });

  it('refuses a module without functions', () => {
    expect(() => discover({ helper: nothing })).toThrow(/exports no functions/);
  });
});
