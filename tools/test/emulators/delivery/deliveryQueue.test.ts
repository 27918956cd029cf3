import { backoffMs, GOOGLE_BACKOFF } from '../../../emulators/delivery/backoff';
import {
  DeliveryQueue,
  type DeliveryQueueOptions,
  type Failure,
} from '../../../emulators/delivery/deliveryQueue';
import { Faults } from '../../../emulators/delivery/faults';

/** A queue with a fast back-off that records its failures. */
function createQueue(
  options: Partial<DeliveryQueueOptions<number>> & Pick<DeliveryQueueOptions<number>, 'deliver'>,
) {
  const failures: Failure<number>[] = [];
  const queue = new DeliveryQueue<number>({
    concurrency: 10,
    maximumAttempts: Infinity,
    backoff: { minimumMs: 1, maximumMs: 4 },
    faults: new Faults(),
    onFailure: (_error, failure) => failures.push(failure),
    ...options,
  });
  return { queue, failures };
}

describe('DeliveryQueue', () => {
  it('delivers in order of arrival and no more at once than allowed', async () => {
    const delivered: number[] = [];
    let running = 0;
    let most = 0;
    const { queue } = createQueue({
      concurrency: 3,
      deliver: async (item) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        delivered.push(item);
        running -= 1;
      },
    });
    const items = Array.from({ length: 100 }, (_, index) => index);
    items.forEach((item) => queue.add(item));
    await queue.idle();
    expect(delivered).toEqual(items);
    expect(most).toBe(3);
    expect(queue.counters()).toEqual({
      delivered: 100,
      redelivered: 0,
      failed: 0,
      dropped: 0,
      inFlight: 0,
      waiting: 0,
    });
  });

  it('tries again with a doubling wait until it succeeds', async () => {
    let attempts = 0;
    const { queue, failures } = createQueue({
      deliver: () => {
        attempts += 1;
        return attempts < 5 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
    });
    queue.add(1);
    await queue.idle();
    expect(failures.map(({ attempt, retriedInMs }) => [attempt, retriedInMs])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
      [4, 4],
    ]);
    expect(queue.counters()).toMatchObject({ delivered: 1, redelivered: 4, failed: 4, dropped: 0 });
  });

  it('drops an item after the last attempt', async () => {
    const { queue, failures } = createQueue({
      maximumAttempts: 2,
      deliver: () => Promise.reject(new Error('never')),
    });
    queue.add(1);
    await queue.idle();
    expect(failures.map(({ retriedInMs }) => retriedInMs)).toEqual([1, null]);
    expect(queue.counters()).toMatchObject({ delivered: 0, failed: 2, dropped: 1 });
  });

  it('counts an item in back-off as waiting, unless asked to ignore it', async () => {
    const { queue } = createQueue({
      backoff: { minimumMs: 60_000, maximumMs: 60_000 },
      deliver: () => Promise.reject(new Error('down')),
    });
    queue.add(1);
    await queue.idle({ ignoreBackoff: true });
    expect(queue.isIdle()).toBe(false);
    expect(queue.counters()).toMatchObject({ failed: 1, waiting: 1 });
    queue.halt();
    await queue.idle();
    expect(queue.counters().waiting).toBe(0);
  });

  it('duplicates, delays and reorders on demand, and loses nothing', async () => {
    const delivered: number[] = [];
    const { queue } = createQueue({
      concurrency: 1,
      faults: new Faults({ duplicateRate: 1, reorder: true, maximumDelayMs: 3, seed: 3 }),
      deliver: (item) => {
        delivered.push(item);
        return Promise.resolve();
      },
    });
    const items = Array.from({ length: 50 }, (_, index) => index);
    items.forEach((item) => queue.add(item));
    await queue.idle();
    const twice = items.flatMap((item) => [item, item]);
    expect(delivered).not.toEqual(twice);
    expect(delivered.sort((a, b) => a - b)).toEqual(twice);
  });

  it('begins nothing after it is halted and lets go of what runs', async () => {
    let release = (): void => undefined;
    const { queue } = createQueue({
      concurrency: 1,
      deliver: () => new Promise((resolve) => (release = resolve)),
    });
    queue.add(1);
    queue.add(2);
    queue.halt();
    queue.add(3);
    expect(queue.counters()).toMatchObject({ inFlight: 1, waiting: 0 });
    release();
    await queue.idle();
    expect(queue.counters()).toMatchObject({ delivered: 1, inFlight: 0 });
  });
});

describe('backoffMs', () => {
  it('doubles from 10 s to 600 s, as Google does', () => {
    expect([1, 2, 3, 6, 7, 50].map((attempt) => backoffMs(GOOGLE_BACKOFF, attempt))).toEqual([
      10_000, 20_000, 40_000, 320_000, 600_000, 600_000,
    ]);
  });
});
