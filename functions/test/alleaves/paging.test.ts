import * as fc from 'fast-check';
import { readPages } from '../../src/alleaves/paging';
import { TransientError } from '../../src/platform/errors';
import { collect, failureOf } from './harness';

/** Pages over `total` rows, with the page numbers asked for. */
function source(total: number, pageSize: number, from = 1) {
  const asked: number[] = [];
  const rows = Array.from({ length: total }, (_, index) => `row-${index}`);
  const pages = readPages({
    from,
    pageSize,
    fetchPage: (page) => {
      asked.push(page);
      return Promise.resolve<unknown[]>(rows.slice((page - 1) * pageSize, page * pageSize));
    },
    parseRow: (row) => ({ posId: String(row), record: row, issues: [], payload: row }),
  });
  return { asked, pages, rows };
}

describe('readPages', () => {
  it('gives every row once, in order, and ends with one last page, for any number of rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        async (total, pageSize) => {
          const { asked, pages, rows } = source(total, pageSize);
          const read = await collect(pages);

          expect(read.flatMap((page) => page.rows.map((row) => row.payload))).toEqual(rows);
          expect(read.map((page) => page.last)).toEqual(read.map((_, index) => index === read.length - 1));
          // One page more is asked for only where the first page leaves open whether it is everything.
          const unsure = total > 0 && total < pageSize ? [2] : [];
          expect(asked).toEqual([...read.map((page) => page.page), ...unsure]);
        },
      ),
    );
  });

  it('begins at a given page', async () => {
    const read = await collect(source(25, 10, 2).pages);

    expect(read.map(({ page, rows, last }) => [page, rows.length, last])).toEqual([
      [2, 10, false],
      [3, 5, true],
    ]);
  });

  it('asks for the next page, and for no other, while the consumer handles a full one', async () => {
    const { asked, pages } = source(30, 10);

    await pages.next();
    expect(asked).toEqual([1, 2]);
    await pages.next();
    expect(asked).toEqual([1, 2, 3]);
  });

  it('asks for nothing after a short page', async () => {
    const { asked, pages } = source(15, 10);

    await collect(pages);
    expect(asked).toEqual([1, 2]);
  });

  it.each([50, 250])(
    'reads to the end where the server has pages of %d whatever was asked for',
    async (length) => {
      const rows = Array.from({ length: 620 }, (_, index) => index);
      const pages = readPages({
        from: 1,
        pageSize: 100,
        fetchPage: (page) => Promise.resolve<unknown[]>(rows.slice((page - 1) * length, page * length)),
        parseRow: (row) => ({ posId: String(row), record: row, issues: [], payload: row }),
      });

      expect((await collect(pages)).flatMap((page) => page.rows.map((row) => row.payload))).toEqual(rows);
    },
  );

  it.each([5, 25])('takes %d rows, sent whatever page was asked for, as everything', async (length) => {
    const pages = readPages({
      from: 1,
      pageSize: 10,
      fetchPage: () => Promise.resolve<unknown[]>(Array.from({ length }, (_, index) => index)),
      parseRow: (row) => ({ posId: String(row), record: row, issues: [], payload: row }),
    });

    expect((await collect(pages)).map(({ rows, last }) => [rows.length, last])).toEqual([[length, true]]);
  });

  it('fails when a page repeats, also where its rows have no id', async () => {
    const pages = readPages({
      from: 1,
      pageSize: 2,
      fetchPage: () => Promise.resolve<unknown[]>([{ id: 1 }, { name: 'no id' }]),
      parseRow: (row) => ({ posId: null, record: null, issues: [], payload: row }),
    });

    expect(await failureOf(() => collect(pages))).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_repeat',
    });
  });

  it('tells pages without ids apart by what they hold', async () => {
    const pages = readPages({
      from: 1,
      pageSize: 1,
      fetchPage: (page) => Promise.resolve<unknown[]>(page < 4 ? [{ page }] : []),
      parseRow: (row) => ({ posId: null, record: null, issues: [], payload: row }),
    });

    expect(await collect(pages)).toHaveLength(4);
  });

  it('passes on the failure of a page fetched ahead when its turn comes', async () => {
    const pages = readPages({
      from: 1,
      pageSize: 1,
      fetchPage: (page) =>
        page === 1
          ? Promise.resolve<unknown[]>(['first'])
          : Promise.reject(new TransientError('pos_unreachable', 'gone')),
      parseRow: (row) => ({ posId: String(row), record: row, issues: [], payload: row }),
    });

    expect((await pages.next()).value).toMatchObject({ page: 1, last: false });
    expect(await failureOf(() => pages.next())).toMatchObject({ code: 'pos_unreachable' });
  });

  it('leaves no unhandled rejection behind when it is abandoned', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    let fail: (error: Error) => void = () => undefined;
    const pages = readPages({
      from: 1,
      pageSize: 1,
      fetchPage: (page) =>
        page === 1 ? Promise.resolve<unknown[]>(['first']) : new Promise((_, reject) => (fail = reject)),
      parseRow: (row) => ({ posId: String(row), record: row, issues: [], payload: row }),
    });

    await pages.next();
    await pages.return(undefined);
    fail(new Error('too late'));
    // Node reports unhandled rejections before the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listener);

    expect(unhandled).toEqual([]);
  });
});
