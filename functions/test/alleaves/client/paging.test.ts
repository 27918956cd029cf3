import { POS_LIMITS } from '../../../src/platform/posLimits';
import * as fc from 'fast-check';
import type { PageRequest } from '../../../src/alleaves/client/pageRequest';
import { readPages } from '../../../src/alleaves/client/paging';
import { PermanentError, TransientError } from '../../../src/platform/ports/errors';
import type { PosPage } from '../../../src/platform/ports/pos';
import { collect, failureOf } from '../harness';
import { numbers, pageOf, parseRow, rowsOf } from './numberPages';

interface Walk {
  page?: number;
  pageSize?: number;
  maxPages?: number;
}

/** A walk over pages that `answer` gives, with what was asked for. */
function walk(answer: (request: PageRequest) => unknown[], options: Walk = {}) {
  const { page = 1, pageSize = 10, maxPages = 1_000 } = options;
  const asked: PageRequest[] = [];
  const pages = readPages({
    from: { page, pageSize },
    maxPages,
    fetchPage: (request) => {
      asked.push(request);
      return Promise.resolve(answer(request));
    },
    parseRow,
  });
  return { asked, pages };
}

/** Pages as a server gives that honours what it is asked for. */
const honoured = (rows: unknown[]) => (asked: PageRequest) => pageOf(rows, asked);
const endOf = (read: PosPage<unknown>[]) => {
  expect(read.slice(0, -1).filter(({ last, complete }) => last || complete)).toEqual([]);
  return read.at(-1);
};

describe('a walk', () => {
  it('gives every row once, in order, for any number of rows, and asks for one page more than there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (total, pageSize) => {
          const { asked, pages } = walk(honoured(numbers(total)), { pageSize });
          const read = await collect(pages);

          expect(rowsOf(read)).toEqual(numbers(total));
          expect(endOf(read)).toMatchObject({ rows: [], last: true, complete: true });
          const size = asked.at(-1)?.pageSize ?? pageSize;
          expect(asked.map(({ page }) => page)).toEqual(
            numbers(Math.ceil(total / size) + 1).map((n) => n + 1),
          );
        },
      ),
    );
  });

  it('goes on after a short page: 100, 99, 100 and 50 are 349 rows', async () => {
    const lengths = [100, 99, 100, 50];
    const rows = numbers(349);
    const from = (page: number) => lengths.slice(0, page - 1).reduce((sum, length) => sum + length, 0);
    const { asked, pages } = walk(
      ({ page }) => rows.slice(from(page), from(page) + (lengths[page - 1] ?? 0)),
      {
        pageSize: 100,
      },
    );
    const read = await collect(pages);

    expect(rowsOf(read)).toEqual(rows);
    expect(endOf(read)).toMatchObject({ complete: true });
    expect(asked).toHaveLength(5);
  });

  it('begins at a given page', async () => {
    const { asked, pages } = walk(honoured(numbers(25)), { page: 2 });
    expect(rowsOf(await collect(pages))).toEqual(numbers(25).slice(10));
    expect(asked.map(({ page }) => page)).toEqual([2, 3, 4]);
  });

  it('ends and returns every row that was there throughout, whatever pages come', async () => {
    /** Rows come in any order, cut anywhere; pages come twice, shuffled, up to two in a row without news; then an empty one, or wrapped forever. */
    const script = fc.record({
      rows: fc.integer({ min: 1, max: 80 }),
      cuts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 }),
      repeats: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 20 }),
      seed: fc.integer(),
      end: fc.constantFrom('empty', 'wraps', 'repeats', 'shuffles'),
    });
    await fc.assert(
      fc.asyncProperty(script, async ({ rows, cuts, repeats, seed, end }) => {
        const shuffled = shuffle(numbers(rows), seed);
        const distinct: number[][] = [];
        for (let from = 0; from < rows; from += distinct.at(-1)?.length ?? rows)
          distinct.push(shuffled.slice(from, from + (cuts[distinct.length % cuts.length] ?? 1)));
        const pages = distinct.flatMap((page, index) => [
          page,
          ...numbers(repeats[index % repeats.length] ?? 0).map((n) =>
            shuffle(distinct[index - n] ?? page, n),
          ),
        ]);
        const beyond = (page: number): number[] => {
          if (end === 'wraps') return pages[(page - 1) % pages.length] ?? [];
          if (end === 'repeats') return pages.at(-1) ?? [];
          return end === 'shuffles' ? shuffle(numbers(rows), page) : [];
        };
        const { asked, pages: read } = walk(({ page }) => pages[page - 1] ?? beyond(page), { pageSize: 200 });
        const all = await collect(read);

        expect(new Set(rowsOf(all))).toEqual(new Set(numbers(rows)));
        expect(endOf(all)?.complete).toBe(end === 'empty');
        expect(asked.length).toBeLessThanOrEqual(pages.length + 3);
        // What had been there before is marked, and nothing else.
        const seen = new Set<unknown>();
        for (const { payload, repeated } of all.flatMap((page) => page.rows)) {
          expect(repeated ?? false).toBe(seen.has(payload));
          seen.add(payload);
        }
      }),
    );
  });

  it.each<[string, (page: number) => number[]]>([
    ['the same rows in another order each time', (page) => shuffle(numbers(120), page)],
    ['page 3 is page 1 again', (page) => (page % 2 === 1 ? numbers(100) : numbers(200).slice(100))],
    [
      'pages after 2 are page 2 reordered',
      (page) => shuffle(numbers(page === 1 ? 100 : 200).slice(-100), page),
    ],
  ])('ends, and is not complete, where %s', async (_name, answer) => {
    const { asked, pages } = walk(({ page }) => answer(page), { pageSize: 100 });
    const read = await collect(pages);

    expect(endOf(read)).toMatchObject({ last: true, complete: false });
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('ends, and is not complete, where an answer that is not the length asked for comes whatever is asked for', async () => {
    for (const length of [5, 25]) {
      const read = await collect(walk(() => numbers(length)).pages);
      expect(new Set(rowsOf(read)).size).toBe(length);
      expect(endOf(read)).toMatchObject({ complete: false });
    }
  });

  it('fails where the first page, as long as asked for, comes again and again, also without ids', async () => {
    const pages = readPages({
      from: { page: 1, pageSize: 2 },
      maxPages: 10,
      fetchPage: () => Promise.resolve<unknown[]>([{ id: 1 }, { name: 'no id' }]),
      parseRow: (row) => ({ posId: null, record: null, issues: [], payload: row }),
    });

    expect(await failureOf(() => collect(pages))).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_repeat',
    });
  });

  it('fails at its bound where the rows have no end', async () => {
    const read: number[] = [];
    const { pages } = walk(({ page }) => [page], { maxPages: 20 });
    const failure = await failureOf(async () => {
      for await (const { page } of pages) read.push(page);
    });

    expect(failure).toMatchObject({ kind: 'permanent', code: 'pos_pages_endless' });
    expect(failure.message).toContain('20 pages');
    expect(read).toEqual(numbers(19).map((n) => n + 1));
  });

  it('ends only at the last page in the largest shops, whose POS gives a hundred rows at a time', async () => {
    const orders = 1_012_720;
    const last = Math.ceil(orders / POS_LIMITS.fallbackPageSize);
    // One row stands for the hundred of its page.
    const { pages } = walk(({ page }) => (page <= last ? [page] : []), {
      pageSize: 1,
      maxPages: POS_LIMITS.pages,
    });

    let read = 0;
    for await (const { rows } of pages) read += rows.length;
    expect(read).toBe(last);
  });

  it('tells pages without ids apart by what they hold', async () => {
    const pages = readPages({
      from: { page: 1, pageSize: 1 },
      maxPages: 10,
      fetchPage: ({ page }) => Promise.resolve<unknown[]>(page < 6 ? [{ page }] : []),
      parseRow: (row) => ({ posId: null, record: null, issues: [], payload: row }),
    });

    expect(await collect(pages)).toHaveLength(6);
  });
});

describe('the page size', () => {
  /** A server that caps its pages, and counts them from the size asked for, or from its own. */
  const capped = (rows: unknown[], cap: number, countsFromOwn: boolean) => (asked: PageRequest) => {
    const size = Math.min(asked.pageSize, cap);
    const from = (asked.page - 1) * (countsFromOwn ? size : asked.pageSize);
    return rows.slice(from, from + size);
  };

  it.each([true, false])(
    'becomes that of a server that caps it (pages counted from its own: %p)',
    async (own) => {
      const { asked, pages } = walk(capped(numbers(620), 50, own), { pageSize: 100 });
      const read = await collect(pages);

      expect(rowsOf(read)).toEqual(numbers(620));
      expect(asked.map(({ pageSize }) => pageSize)).toEqual([100, ...numbers(13).map(() => 50)]);
      expect(read.map(({ pageSize }) => pageSize)).toEqual(numbers(14).map(() => 50));
    },
  );

  it('stays where the first page is short for another reason', async () => {
    const { asked, pages } = walk(({ page }) => (page === 1 ? numbers(7) : []));
    await collect(pages);
    expect(asked.map(({ pageSize }) => pageSize)).toEqual([10, 10]);
  });

  it.each([50, 250])('may be ignored by a server with pages of %d', async (length) => {
    const { pages } = walk(({ page }) => numbers(620).slice((page - 1) * length, page * length), {
      pageSize: 100,
    });
    expect(rowsOf(await collect(pages))).toEqual(numbers(620));
  });
});

describe('a page size that the POS does not take', () => {
  const refusal = new PermanentError('pos_request_refused', 'The POS answered 400.');
  const refusing = (maximum: number, rows: unknown[]) => {
    const learned: number[] = [];
    const asked: PageRequest[] = [];
    const pages = readPages({
      from: { page: 1, pageSize: 500 },
      fallbackPageSize: 100,
      onSizeLearned: (size) => learned.push(size),
      maxPages: 100,
      fetchPage: (request) => {
        asked.push(request);
        return request.pageSize > maximum
          ? Promise.reject(refusal)
          : Promise.resolve(honoured(rows)(request));
      },
      parseRow,
    });
    return { learned, asked, pages };
  };

  it('is given up for the usual one, which is learned', async () => {
    const { learned, asked, pages } = refusing(100, numbers(250));
    expect(rowsOf(await collect(pages))).toEqual(numbers(250));
    expect(asked.map(({ page, pageSize }) => [page, pageSize])).toEqual([
      [1, 500],
      ...[1, 2, 3, 4].map((page) => [page, 100]),
    ]);
    expect(learned).toEqual([100]);
  });

  it('is a failure where the usual one is refused too, and nothing is learned', async () => {
    const { learned, pages } = refusing(50, numbers(250));
    expect(await failureOf(() => collect(pages))).toBe(refusal);
    expect(learned).toEqual([]);
  });

  it('that is cut is learned when a second page proves it, and not before', async () => {
    const learned: number[] = [];
    const read = (total: number) =>
      collect(
        readPages({
          from: { page: 1, pageSize: 500 },
          fallbackPageSize: 100,
          onSizeLearned: (size) => learned.push(size),
          maxPages: 100,
          fetchPage: ({ page, pageSize }) =>
            Promise.resolve(honoured(numbers(total))({ page, pageSize: Math.min(pageSize, 200) })),
          parseRow,
        }),
      );
    await read(200);
    expect(learned).toEqual([]);
    expect(rowsOf(await read(450))).toEqual(numbers(450));
    expect(learned).toEqual([200]);
  });

  it('leaves no gap, whatever the cap, wherever the server counts from and whatever it leaves out of its first page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 100, max: 600 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 3 }),
        async (total, cap, countsFromOwn, leftOut) => {
          const rows = numbers(total);
          const pages = readPages({
            from: { page: 1, pageSize: 500 },
            fallbackPageSize: 100,
            maxPages: 100,
            fetchPage: ({ page, pageSize }) => {
              const size = Math.min(pageSize, cap);
              const from = (page - 1) * (countsFromOwn ? size : pageSize);
              const given = rows.slice(from, from + size);
              return Promise.resolve<unknown[]>(page === 1 ? given.slice(0, given.length - leftOut) : given);
            },
            parseRow,
          });
          const read = new Set(rowsOf(await collect(pages)));
          const missed = rows.filter((row) => !read.has(row));
          // Only what the server itself has left out.
          expect(missed.length).toBeLessThanOrEqual(leftOut);
        },
      ),
    );
  });
});

describe('the page that is fetched ahead', () => {
  it('passes on its failure when its turn comes', async () => {
    const pages = readPages({
      from: { page: 1, pageSize: 1 },
      maxPages: 10,
      fetchPage: ({ page }) =>
        page === 1
          ? Promise.resolve<unknown[]>(['first'])
          : Promise.reject(new TransientError('pos_unreachable', 'gone')),
      parseRow,
    });

    expect((await pages.next()).value).toMatchObject({ page: 1, last: false });
    expect(await failureOf(() => pages.next())).toMatchObject({ code: 'pos_unreachable' });
  });

  it('is ended, and awaited, when the consumer stops', async () => {
    let ended = 0;
    const pages = readPages({
      from: { page: 1, pageSize: 1 },
      maxPages: 10,
      fetchPage: ({ page }, signal) =>
        page === 1
          ? Promise.resolve<unknown[]>(['first'])
          : new Promise((_, reject) => {
              signal.addEventListener('abort', () => {
                setTimeout(() => {
                  ended += 1;
                  reject(new Error('aborted'));
                }, 5);
              });
            }),
      parseRow,
    });

    for await (const { page } of pages) if (page === 1) break;
    expect(ended).toBe(1);
  });
});

/** The same numbers in an order that follows from the seed. */
function shuffle(values: readonly number[], seed: number): number[] {
  const rank = (value: number) => Math.imul((value + 1) ^ (seed << 7), 0x9e3779b1) >>> 0;
  return values.toSorted((a, b) => rank(a) - rank(b));
}
