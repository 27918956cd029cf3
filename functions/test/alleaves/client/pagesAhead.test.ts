import * as fc from 'fast-check';
import type { PageRequest } from '../../../src/alleaves/client/pageRequest';
import { readPages } from '../../../src/alleaves/client/paging';
import { PermanentError, TransientError } from '../../../src/platform/ports/errors';
import { collect, failureOf } from '../harness';
import { numbers, pageOf, parseRow, rowsOf } from './numberPages';

interface Walk {
  page?: number;
  pageSize?: number;
  isSizeKnown?: boolean;
  requestsInFlight?: number;
}

/** A walk over pages that come when `answer` gives them, with what was asked for and how much of it at the same time. */
function walk(answer: (request: PageRequest, signal: AbortSignal) => Promise<unknown[]>, options: Walk = {}) {
  const { page = 1, pageSize = 10, requestsInFlight = 4, ...others } = options;
  const seen: { asked: PageRequest[]; learned: number[]; inFlight: number; peak: number } = {
    ...{ asked: [], learned: [], inFlight: 0, peak: 0 },
  };
  const pages = readPages({
    from: { page, pageSize },
    maxPages: 1_000,
    fallbackPageSize: 10,
    onSizeLearned: (size) => seen.learned.push(size),
    requestsInFlight,
    ...others,
    fetchPage: async (request, signal) => {
      seen.asked.push(request);
      seen.inFlight += 1;
      seen.peak = Math.max(seen.peak, seen.inFlight);
      try {
        return await answer(request, signal);
      } finally {
        seen.inFlight -= 1;
      }
    },
    parseRow,
  });
  return { seen, pages };
}

/** Resolves after so many turns of the event loop. */
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

describe('pages fetched side by side', () => {
  it('come in order, each row once, whatever page is answered first, and never more at a time than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
        async (total, pageSize, requestsInFlight, isSizeKnown, delays) => {
          const rows = numbers(total);
          const { seen, pages } = walk(
            async (request) => {
              await turns(delays[request.page % delays.length] ?? 0);
              return pageOf(rows, request);
            },
            { pageSize, requestsInFlight, isSizeKnown },
          );
          const read = await collect(pages);

          expect(rowsOf(read)).toEqual(rows);
          expect(read.at(-1)).toMatchObject({ rows: [], last: true, complete: true });
          expect(seen.peak).toBeLessThanOrEqual(requestsInFlight);
          const size = read.at(-1)?.pageSize ?? pageSize;
          const beyond = seen.asked.filter(({ page }) => page > Math.ceil(total / size) + 1);
          expect(beyond.length).toBeLessThan(requestsInFlight);
        },
      ),
    );
  });

  it('bring every row that was there throughout, whatever is inserted meanwhile and whichever page is answered first', async () => {
    let again = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 4, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }),
        fc.boolean(),
        async (total, delays, insertions, isSizeKnown) => {
          const there = numbers(total);
          let rows: unknown[] = there;
          const inserting = insertions.map(async (after, number) => {
            await turns(after);
            rows = [`new ${number}`, ...rows];
          });
          const { pages } = walk(
            async (request) => {
              await turns(delays[request.page % delays.length] ?? 0);
              return pageOf(rows, request);
            },
            { pageSize: 5, isSizeKnown },
          );
          const read = await collect(pages);
          await Promise.all(inserting);

          const got = new Set(rowsOf(read));
          expect(there.filter((row) => !got.has(row))).toEqual([]);
          expect(read.filter(({ last }) => last)).toEqual([expect.objectContaining({ complete: true })]);
          if (read.filter(({ page }) => page === 2).length > 1) again += 1;
        },
      ),
      { numRuns: 300 },
    );
    // Otherwise it would have shown nothing.
    expect(again).toBeGreaterThan(0);
  });

  it('are read once more, one by one, only where the first one has changed', async () => {
    let rows: unknown[] = numbers(60);
    const { seen, pages } = walk(async (request) => {
      if (request.page === 4) rows = ['new', ...numbers(60)];
      await turns(1);
      return pageOf(rows, request);
    });
    const read = await collect(pages);
    expect(read.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(read.slice(8).flatMap((page) => page.rows.filter(({ repeated }) => repeated !== true))).toEqual(
      [],
    );
    expect(seen.peak).toBe(4);
  });

  it('are few at the start and at the end: a walk of one page asks for the one behind it and no other', async () => {
    for (const isSizeKnown of [true, false]) {
      const { seen, pages } = walk((request) => Promise.resolve(pageOf(numbers(7), request)), {
        isSizeKnown,
      });
      await collect(pages);
      expect(seen.asked).toEqual([1, 2].map((page) => ({ page, pageSize: 10 })));
    }
    const long = async (request: PageRequest) => {
      await turns(2);
      return pageOf(numbers(83), request);
    };
    const { seen, pages } = walk(long, { isSizeKnown: true });
    await collect(pages);
    expect(seen.peak).toBe(4);
  });

  it('are asked for once more where the first one shows another size', async () => {
    const capped = ({ page }: PageRequest) => Promise.resolve(pageOf(numbers(120), { page, pageSize: 20 }));
    const { seen, pages } = walk(capped, { pageSize: 100 });
    const read = await collect(pages);

    expect(rowsOf(read)).toEqual(numbers(120));
    expect(new Set(seen.asked.map(({ pageSize }) => pageSize))).toEqual(new Set([100, 20]));
    expect(seen.learned).toEqual([20]);
  });

  it('tell the size that the POS gives, also where it gives what is asked for', async () => {
    const { seen, pages } = walk((request) => Promise.resolve(pageOf(numbers(35), request)));
    await collect(pages);
    expect(seen.learned).toEqual([10]);
  });

  it('begin with the smaller size where the POS refuses the larger one', async () => {
    const { seen, pages } = walk(
      async (request) => {
        await turns(1);
        if (request.pageSize > 10) throw new PermanentError('pos_request_refused', 'pageSize is too large');
        return pageOf(numbers(25), request);
      },
      { pageSize: 50, isSizeKnown: true },
    );
    expect(rowsOf(await collect(pages))).toEqual(numbers(25));
    expect(new Set(seen.learned)).toEqual(new Set([10]));
  });

  it('pass on a failure when its turn comes, and not before', async () => {
    const { pages } = walk(
      (request) =>
        request.page === 3
          ? Promise.reject(new TransientError('pos_unreachable', 'gone'))
          : Promise.resolve(pageOf(numbers(60), request)),
      { isSizeKnown: true },
    );
    expect((await pages.next()).value).toMatchObject({ page: 1 });
    await turns(3);
    expect((await pages.next()).value).toMatchObject({ page: 2 });
    expect(await failureOf(() => pages.next())).toMatchObject({ code: 'pos_unreachable' });
  });

  it('are ended, and awaited, when the consumer stops', async () => {
    let ended = 0;
    const { seen, pages } = walk(
      (request, signal) =>
        request.page < 3
          ? Promise.resolve(pageOf(numbers(60), request))
          : new Promise((_, reject) => {
              signal.addEventListener('abort', () => {
                setTimeout(() => {
                  ended += 1;
                  reject(new Error('aborted'));
                }, 5);
              });
            }),
      { isSizeKnown: true },
    );
    for await (const { page } of pages) if (page === 2) break;
    expect(ended).toBeGreaterThan(1);
    expect(seen.inFlight).toBe(0);
  });
});
