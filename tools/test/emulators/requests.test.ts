import { z } from 'zod';
import { project, ToySuite } from './toySuite';

let toys: ToySuite;
beforeAll(async () => {
  toys = await ToySuite.start();
});
beforeEach(() => toys.reset());
afterAll(() => toys.stop());

describe('scheduled functions', () => {
  it('run on demand and say how it went', async () => {
    expect(await toys.send('/schedules/tick')).toEqual({
      status: 200,
      body: { function: 'tick', status: 'ok', durationMs: expect.any(Number) },
    });
    expect(toys.seen('tick')).toEqual([
      {
        function: 'tick',
        jobName: 'firebase-schedule-tick-europe-west1',
        scheduleTime: expect.stringMatching(/^2024-07-01T12:/),
      },
    ]);
    const header = 'x-cloudscheduler-scheduletime';
    await toys.send('/schedules/tick', undefined, { [header]: '2024-07-01T13:30:00+02:00' });
    expect(toys.seen('tick').at(-1)).toMatchObject({ scheduleTime: '2024-07-01T11:30:00.000Z' });
    expect(await toys.send('/schedules/tick', undefined, { [header]: 'noon' })).toMatchObject({
      status: 400,
      body: { error: `The header ${header} is no ISO 8601 time.` },
    });
    toys.react = () => {
      throw new Error('the fault');
    };
    expect(await toys.send('/schedules/tick')).toMatchObject({
      status: 500,
      body: { status: 'failed', error: 'the fault' },
    });
    expect(await toys.send('/schedules/tock')).toMatchObject({ status: 404, body: { schedules: ['tick'] } });
    await expect(toys.suite.functions.runSchedule('tock')).rejects.toThrow(/there are: tick/);
  });
});

describe('HTTPS and callable functions', () => {
  it('serve requests with the body parsed and raw', async () => {
    expect(await toys.send(`/${project}/europe-west1/hello/deeper`, { a: 1 })).toEqual({
      status: 201,
      body: { method: 'POST', path: '/deeper', body: { a: 1 }, rawBody: '{"a":1}' },
    });
  });

  it('serve calls, with the caller of an unsigned token', async () => {
    const path = `/${project}/us-central1/double`;
    expect(await toys.send(path, { data: { value: 21 } })).toEqual({
      status: 200,
      body: { result: { doubled: 42, caller: null } },
    });
    expect(await toys.send(path, { data: {} })).toMatchObject({
      status: 400,
      body: { error: { status: 'INVALID_ARGUMENT', message: 'Pass a number as "value".' } },
    });
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const token = `${encode({ alg: 'none' })}.${encode({ sub: 'user-1', uid: 'user-1', aud: project })}.`;
    expect(await toys.send(path, { data: { value: 1 } }, { authorization: `Bearer ${token}` })).toMatchObject(
      {
        body: { result: { caller: 'user-1' } },
      },
    );
  });

  it('answer 404 elsewhere', async () => {
    expect(await toys.send('/elsewhere')).toMatchObject({ status: 404 });
  });
});

describe('GET /', () => {
  it('lists the functions with triggers and counters', async () => {
    const response = await fetch(`${toys.suite.functions.url}/`);
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
