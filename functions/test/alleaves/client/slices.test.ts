import * as fc from 'fast-check';
import { z } from 'zod';
import { readSlices, type Slice } from '../../../src/alleaves/client/slices';
import { failureOf } from '../harness';
import { numbers } from './numberPages';

type Rows = readonly unknown[];
const totalled = (rows: Rows, total: unknown = rows.length) =>
  rows.map((value) => ({ value, total_rows: total }));
const keyed = (rows: Rows) => rows.map((value) => ({ value }));
const valueOf = (payload: unknown) => z.object({ value: z.number() }).parse(payload).value;

async function read(answer: (slice: Slice, request: number) => unknown[], take = 10, maxRequests = 1_000) {
  const asked: Slice[] = [];
  const result = await readSlices<number>({
    take,
    maxRequests,
    fetchSlice: (slice) => {
      asked.push(slice);
      return Promise.resolve(answer(slice, asked.length));
    },
    parseRow: (row) => ({ posId: null, record: valueOf(row), issues: [], payload: row }),
    keyOf: ({ record }) => String(record),
  });
  return { ...result, asked, values: result.rows.map(({ record }) => record) };
}
const honoured =
  (rows: Rows) =>
  ({ skip, take }: Slice) =>
    rows.slice(skip, skip + take);

const count = fc.integer({ min: 0, max: 60 });
const take = fc.integer({ min: 2, max: 12 });

/** Reads a list that had so many rows. Where `isEndFirst`, the end that is asked for beside the first answer is answered before it. */
async function readExpecting(
  expectedRows: number,
  answer: (slice: Slice, request: number) => unknown[] | Error,
  { size = 5_000, isEndFirst = false } = {},
) {
  const asked: Slice[] = [];
  let answered = 0;
  const turn = () => new Promise(setImmediate);
  const result = await readSlices<number>({
    take: size,
    maxRequests: 1_000,
    expectedRows,
    fetchSlice: async (slice) => {
      asked.push(slice);
      const isFirst = slice.skip === 0;
      for (let turns = isFirst === isEndFirst ? 3 : 1; turns > 0; turns -= 1) await turn();
      const given = answer(slice, (answered += 1));
      if (given instanceof Error) throw given;
      return given;
    },
    parseRow: (row) => ({ posId: null, record: valueOf(row), issues: [], payload: row }),
    keyOf: ({ record }) => String(record),
  });
  return { ...result, skips: asked.map(({ skip }) => skip), values: result.rows.map(({ record }) => record) };
}

describe('a list of which it is known how long it was', () => {
  it('is asked for its end at once', async () => {
    const { skips, values, complete, requests } = await readExpecting(395, honoured(totalled(numbers(395))));
    expect([skips, values.length, complete, requests]).toEqual([[0, 394], 395, true, 2]);
  });

  it.each([
    ['has become longer', totalled(numbers(400)), [0, 394, 399]],
    ['has become shorter', totalled(numbers(390)), [0, 394, 389]],
    ['no longer says how long it is', keyed(numbers(395)), [0, 394, 394]],
  ])('is asked once more for it where it %s', async (_name, rows, asked) => {
    const { skips, values, complete, requests } = await readExpecting(395, honoured(rows));
    expect([skips, values.length, complete, requests]).toEqual([asked, rows.length, true, 3]);
  });

  it('is asked for nothing more where it has become empty', async () => {
    const { skips, values, complete } = await readExpecting(395, honoured([]));
    expect([skips, values, complete]).toEqual([[0, 394], [], true]);
  });

  it.each([0, 1, 5_000, 7_000])(
    'is asked for one answer after the other where it had %d rows',
    async (had) => {
      const { skips } = await readExpecting(had, honoured(totalled(numbers(20))));
      expect(skips).toEqual([0, 19]);
    },
  );

  it('fails as what is asked for its end does, unless that was in vain', async () => {
    const failing = (rows: number) =>
      readExpecting(395, (slice) =>
        slice.skip === 394 ? new Error('gone') : honoured(totalled(numbers(rows)))(slice),
      );
    await expect(failing(395)).rejects.toThrow('gone');
    expect((await failing(400)).values).toEqual(numbers(400));
  });

  // A POS that changes between the two answers, whichever comes first. Caught: the end taken as it was expected, whatever the first answer says.
  it('is complete only if it has every row that was there throughout', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom('remove', 'append', 'prepend', 'move', 'none'),
        fc.nat(30),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 30 }), { nil: 50 }),
        async (total, grown, change, at, isEndFirst, largest) => {
          let rows = numbers(total);
          const throughout = new Set(rows);
          const { values, complete } = await readExpecting(
            total - grown,
            ({ skip, take: asked }, request) => {
              const victim = rows[at % Math.max(1, rows.length)];
              if (request === 2 && victim !== undefined) {
                if (change === 'remove' || change === 'move') rows = rows.filter((row) => row !== victim);
                if (change === 'remove') throughout.delete(victim);
                if (change === 'move') rows = [...rows, victim];
                if (change === 'append') rows = [...rows, 1_000];
                if (change === 'prepend') rows = [1_000, ...rows];
              }
              return honoured(totalled(rows))({ skip, take: Math.min(asked, largest) });
            },
            { size: 50, isEndFirst },
          );
          expect(new Set(values).size).toBe(values.length);
          if (complete) expect([...throughout].filter((row) => !values.includes(row))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a list read by skip and take', () => {
  it('gives every row once, in order, whether the rows say how many there are or not', async () => {
    await fc.assert(
      fc.asyncProperty(count, take, fc.boolean(), async (total, size, says) => {
        const rows = numbers(total);
        const { values, complete, announced } = await read(
          honoured(says ? totalled(rows) : keyed(rows)),
          size,
        );
        expect(values).toEqual(rows);
        expect(complete).toBe(true);
        expect(announced).toBe(says && total > 0 ? total : null);
      }),
    );
  });

  // Caught: rows taken for one that is there already, so that the list never seems whole (found by the simulator).
  it('gives rows that are alike as often as they are next to each other, wherever a slice ends', async () => {
    await fc.assert(
      fc.asyncProperty(count, take, fc.integer({ min: 1, max: 3 }), async (different, size, times) => {
        fc.pre(size > times);
        const rows = numbers(different * times).map((number) => Math.floor(number / times));
        const { values, complete } = await read(honoured(totalled(rows)), size, 10_000);
        expect(values).toEqual(rows);
        expect(complete).toBe(true);
      }),
    );
  });

  // Caught: a menu that is held back for good (found by the simulator).
  it('gives rows that are alike as often as they are there, wherever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 25 }),
        fc.integer({ min: 2, max: 7 }),
        async (list, size) => {
          const { values, complete } = await read(honoured(totalled(list)), size);
          expect(values).toEqual(list);
          expect(complete).toBe(true);
        },
      ),
    );
  });

  it('asks for one answer more than there are full ones, and for each row once', async () => {
    const { asked } = await read(honoured(totalled(numbers(395))), 5_000);
    expect(asked).toEqual([
      { skip: 0, take: 5_000 },
      { skip: 394, take: 5_000 },
    ]);
  });

  // Caught: a POS that waits while its first answer is being parsed.
  it('asks for the second answer before it parses the first, and meets its failure afterwards', async () => {
    const events: string[] = [];
    const reading = readSlices<number>({
      take: 10,
      maxRequests: 5,
      fetchSlice: ({ skip }) => {
        events.push(`ask ${skip}`);
        return skip === 0 ? Promise.resolve<unknown[]>(keyed(numbers(3))) : Promise.reject(new Error('gone'));
      },
      parseRow: (row) => {
        events.push('parse');
        return { posId: null, record: valueOf(row), issues: [], payload: row };
      },
      keyOf: ({ record }) => String(record),
    });
    await expect(reading).rejects.toThrow('gone');
    expect(events).toEqual(['ask 0', 'ask 2', 'parse', 'parse', 'parse']);
  });

  it('keeps no total in a row, which would make it another whenever one is added', async () => {
    const { rows } = await read(honoured(totalled(numbers(3), '3')));
    expect(rows.map(({ payload }) => payload)).toEqual(keyed(numbers(3)));
  });

  it('is not complete with fewer rows than they say, however it ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), take, fc.nat(20), async (total, size, missing) => {
        const rows = totalled(numbers(total), total + 1 + missing);
        const { values, complete, announced } = await read(honoured(rows), size);
        expect(values).toEqual(numbers(total));
        expect([complete, announced]).toEqual([false, total + 1 + missing]);
      }),
    );
  });

  // A POS that changes while it is read: rows are removed, added at either end, or moved between answers.
  it('is complete only if it has every row that was there throughout', async () => {
    const change = fc.record({
      kind: fc.constantFrom('remove', 'append', 'prepend', 'move', 'none'),
      at: fc.nat(30),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 2, max: 6 }),
        fc.array(change, { maxLength: 8 }),
        fc.boolean(),
        async (total, size, changes, says) => {
          let rows = numbers(total);
          const throughout = new Set(rows);
          const { values, complete } = await read(({ skip, take }, request) => {
            const planned = changes[request - 1];
            const victim = planned === undefined ? undefined : rows[planned.at % Math.max(1, rows.length)];
            if (request > 1 && planned !== undefined && victim !== undefined) {
              if (planned.kind === 'remove' || planned.kind === 'move')
                rows = rows.filter((row) => row !== victim);
              if (planned.kind === 'remove') throughout.delete(victim);
              if (planned.kind === 'move') rows = [...rows, victim];
              if (planned.kind === 'append') rows = [...rows, 1_000 + request];
              if (planned.kind === 'prepend') rows = [1_000 + request, ...rows];
            }
            return honoured(says ? totalled(rows) : keyed(rows))({ skip, take });
          }, size);
          expect(new Set(values).size).toBe(values.length);
          if (complete) expect([...throughout].filter((row) => !values.includes(row))).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['with a total', totalled(numbers(35)), 10, true],
    ['without one', keyed(numbers(35)), 10, true],
    ['without one, of the length that was asked for', keyed(numbers(10)), 10, false],
    ['with a total of just that length', totalled(numbers(10)), 10, true],
    ['with a total that says more', totalled(numbers(10), 35), 10, false],
  ])('from a POS that answers everything whatever is asked, %s', async (_name, rows, size, isComplete) => {
    const { values, complete, asked } = await read(() => rows, size);
    expect(values).toEqual(numbers(rows.length));
    expect(complete).toBe(isComplete);
    expect(asked).toHaveLength(2);
  });

  it('takes the same rows in another order for the same answer', async () => {
    const rows = keyed(numbers(20));
    const { values, complete } = await read((_slice, request) => (request === 1 ? rows : rows.toReversed()));
    expect([values, complete]).toEqual([numbers(20), true]);
  });

  it('counts two rows of one key in an answer as two, and one that comes again as one', async () => {
    const rows = keyed([1, 2, 2, 3, 4, 5]);
    const { values } = await read(honoured(rows), 4);
    expect(values).toEqual([1, 2, 2, 3, 4, 5]);
  });

  it.each([-1, 1.5, 'many', null, {}, '1e400'])('ignores a total of %j', async (total) => {
    const { complete, announced } = await read(honoured(totalled(numbers(3), total)));
    expect([complete, announced]).toEqual([true, null]);
  });

  it('ends, with an error, when there is no end', async () => {
    const endless = ({ skip, take }: Slice) => keyed(numbers(take).map((row) => row + skip));
    expect(await failureOf(() => read(endless, 5, 20))).toMatchObject({
      kind: 'permanent',
      code: 'pos_pages_endless',
    });
  });

  it('stops once it has enough', async () => {
    const { rows, requests } = await readSlices<number>({
      ...{ take: 5, maxRequests: 10 },
      fetchSlice: (slice) => Promise.resolve(honoured(keyed(numbers(50)))(slice)),
      parseRow: (row) => ({ posId: null, record: valueOf(row), issues: [], payload: row }),
      keyOf: ({ record }) => String(record),
      isEnough: (found) => found.length >= 8,
    });
    expect([rows.length, requests]).toEqual([9, 2]);
  });
});
