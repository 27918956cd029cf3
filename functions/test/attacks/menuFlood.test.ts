import { z } from 'zod';
import { answerMenuRequest } from '../../src/publicMenu/answerMenuRequest';
import { PublicMenus } from '../../src/publicMenu/publicMenus';
import { batchRow, times } from '../scenarios/rows';
import { World } from '../../../tools/pos/world';
import { PipelineHarness } from '../support/pipeline';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const SHOPS = 3;
const ITEMS = 40;
let harness: PipelineHarness;
let menus: PublicMenus;

beforeEach(async () => {
  const setups = Array.from({ length: SHOPS }, () => {
    const world = new World();
    world.inventory.addAll(times(ITEMS, (id) => batchRow(id)));
    return { world };
  });
  harness = await PipelineHarness.start(setups);
  for (const { orgId } of harness.shops) await harness.sync({ orgId });
  harness.lines.length = 0;
  menus = new PublicMenus(harness.context);
});
afterEach(() => harness.stop());

const reads = () => harness.server.stats().reads;
const ask = async (orgId: string) =>
  (
    await answerMenuRequest(menus, harness.context.log, {
      method: 'GET',
      query: { orgId, limit: '1' },
      ifNoneMatch: undefined,
    })
  ).status;

/** Reads for knowing which tenants have a menu, for looking whether one has changed, and for its items. */
const perMinute = SHOPS + SHOPS;
const forItems = SHOPS * ITEMS;
const withReads = z.object({ reads: z.number() });

it('50,000 requests over made-up and real ids cost a bounded number of reads, each of them logged', async () => {
  const before = reads();
  for (let minute = 0; minute < 5; minute += 1) {
    const answers = await Promise.all(
      Array.from({ length: 10_000 }, (_, index) =>
        ask(index % 10 === 0 ? `org${1 + ((index / 10) % SHOPS)}` : `made-up-${minute}-${index}`),
      ),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(1_000);
    expect(answers.filter((status) => status === 404)).toHaveLength(9_000);
    harness.clock.advance(MINUTE + 1);
  }
  expect(reads() - before).toBeLessThanOrEqual(5 * perMinute + forItems);
  const billed = harness.lines.map(({ fields }) => withReads.parse(fields['billed']).reads);
  const unlogged = reads() - before - billed.reduce((sum, each) => sum + each, 0);
  // Of a menu that hasn't changed, the look whether it has.
  expect(unlogged).toBeLessThanOrEqual(5 * SHOPS);
});

it('made-up ids evict no menu', async () => {
  expect(await ask('org1')).toBe(200);
  const before = reads();
  for (let index = 0; index < 5_000; index += 1) expect(await ask(`made-up-${index}`)).toBe(404);
  expect(await ask('org1')).toBe(200);
  expect(reads()).toBe(before);
});

it('menus that don’t fit into memory are not read again and again', async () => {
  harness.limit({ menu: { heldItems: ITEMS, heldTenants: 1 } });
  menus = new PublicMenus(harness.context);
  const before = reads();
  const statuses = new Set<number>();
  for (let index = 0; index < 300; index += 1) statuses.add(await ask(`org${1 + (index % SHOPS)}`));
  expect(reads() - before).toBeLessThanOrEqual(perMinute + forItems);
  expect([...statuses].sort()).toEqual([200, 503]);
  harness.clock.advance(MINUTE + 1);
  expect(await ask('org1')).toBe(200);
});

it('ids that nobody has are none, whatever they look like', async () => {
  await ask('org1');
  const before = reads();
  for (const orgId of [
    '__proto__',
    'constructor',
    'toString',
    '.',
    '..',
    'org1/../org2',
    ' ',
    'x'.repeat(300),
  ])
    expect([400, 404]).toContain(await ask(orgId));
  expect(reads()).toBe(before);
});
