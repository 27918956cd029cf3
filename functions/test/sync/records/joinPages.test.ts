import * as fc from 'fast-check';
import type { PosPage } from '../../../src/platform/ports/pos';
import { type JoinedPage, joinPages } from '../../../src/sync/records/joinPages';

const row = (id: number) => ({ posId: String(id), record: id, issues: [], payload: null });

async function* walk(sizes: readonly number[]): AsyncGenerator<PosPage<number>> {
  let next = 0;
  for (const [position, size] of sizes.entries()) {
    const last = position === sizes.length - 1;
    const rows = Array.from({ length: size }, () => row((next += 1)));
    yield await Promise.resolve({ page: position + 1, pageSize: 10, rows, last, complete: last });
  }
}

async function joined(sizes: readonly number[], least: number): Promise<JoinedPage<number>[]> {
  const pages: JoinedPage<number>[] = [];
  for await (const page of joinPages(walk(sizes), least)) pages.push(page);
  return pages;
}

describe('joinPages', () => {
  it('joins until there are enough rows, and hands on what is left at the end', async () => {
    expect(
      (await joined([10, 10, 10, 4, 0], 20)).map(({ page, pages, rows, last }) => [
        page,
        pages,
        rows.length,
        last,
      ]),
    ).toEqual([
      [2, 2, 20, false],
      [5, 3, 14, true],
    ]);
  });

  it('loses no row and no page, keeps their order, and ends where the walk ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 30 }),
        async (sizes, least) => {
          const pages = await joined(sizes, least);
          const total = sizes.reduce((sum, size) => sum + size, 0);
          expect(pages.flatMap(({ rows }) => rows.map(({ record }) => record))).toEqual(
            Array.from({ length: total }, (_, index) => index + 1),
          );
          expect(pages.reduce((sum, { pages: count }) => sum + count, 0)).toBe(sizes.length);
          expect(pages.map(({ last }) => last)).toEqual(pages.map((_, index) => index === pages.length - 1));
          expect(pages.at(-1)).toMatchObject({ page: sizes.length, complete: true });
          for (const { rows, last } of pages) expect(last || rows.length >= least).toBe(true);
        },
      ),
    );
  });
});
