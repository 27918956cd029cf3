import { DEFAULT_SETTINGS } from '../../../src/platform/settings';
import { readInventory } from '../../../src/alleaves/client/inventoryWalk';
import { batchRow } from '../../scenarios/rows';

type Row = Record<string, unknown>;

/** Reads an inventory two rows at a time; what the POS has changes before an answer as `changes` says, by its number from 1 on. */
async function read(
  rows: readonly Row[],
  changes: Readonly<Record<number, (rows: Row[]) => Row[]>> = {},
  saysTotal = true,
) {
  let there = [...rows];
  let answers = 0;
  const inventory = await readInventory(
    ({ skip, take }) => {
      there = changes[(answers += 1)]?.(there) ?? there;
      const total = saysTotal ? { total_rows: there.length } : {};
      return Promise.resolve(there.slice(skip, skip + take).map((row) => ({ ...row, ...total })));
    },
    () => null,
    { ...DEFAULT_SETTINGS.limits.pos, inventoryRows: 2 },
  );
  return { ...inventory, ids: inventory.rows.map(({ posId }) => Number(posId)), answers };
}

const rows = [1, 2, 3, 4].map((id) => batchRow(id));
/** One more row is first, and the first is last: as many rows stand before those in between as did. */
const turn =
  (id: number) =>
  ([first, ...others]: Row[]): Row[] => [batchRow(id), ...others, ...(first ? [first] : [])];

describe('readInventory', () => {
  it('reads an inventory once', async () => {
    expect(await read(rows)).toMatchObject({ ids: [1, 2, 3, 4], complete: true, answers: 4, requests: 4 });
  });

  it('takes a row that is twice in it as two, having read it twice', async () => {
    const twice = await read([...rows, batchRow(2), batchRow(5)]);
    expect(twice).toMatchObject({ ids: [1, 2, 3, 4, 2, 5], complete: true, received: 6 });
    expect(twice.requests).toBe(twice.answers);
  });

  // Caught: a row counted twice, and another left out, where the walk could not see that rows had moved.
  it('takes a row that has moved within it as one', async () => {
    const moved = await read(rows, { 3: turn(9) });
    expect(moved).toMatchObject({ ids: [9, 2, 3, 4, 1], complete: true, received: 5 });
  });

  // Caught: stock that the POS never said, of two rows of a batch as they were at different times (found by the simulator).
  it('is not complete while one of two rows of a batch goes on changing', async () => {
    const changed = (there: Row[]): Row[] => [...there.slice(0, -1), { ...there.at(-1), on_hand: 1 }];
    const twice = [...rows, { ...batchRow(2), on_hand: 7 }];
    expect(await read(twice)).toMatchObject({ complete: true });
    expect(await read(twice, { 7: changed })).toMatchObject({ complete: false });
  });

  // Caught: an item removed from the menu that had moved behind what was read, while others went (found by the simulator).
  it('reads once more where the row that was last is gone, though the POS says no total', async () => {
    const moved = (there: Row[]): Row[] => there.slice(2).toReversed();
    expect(await read(rows, { 4: moved }, false)).toMatchObject({ ids: [4, 3], complete: true });
    expect(await read(rows, { 4: moved, 6: () => [] }, false)).toMatchObject({ complete: false });
  });

  it('is not complete while rows go on moving', async () => {
    expect(await read(rows, { 3: turn(9), 8: turn(10) })).toMatchObject({ complete: false });
  });
});
