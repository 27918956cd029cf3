import { PublicMenus } from '../../src/publicMenu/publicMenus';
import { batchRow } from '../scenarios/rows';
import { PipelineHarness } from '../support/pipeline';

const MINUTE = 60_000;
let shop: PipelineHarness;
let menus: PublicMenus;

const inventory = () => shop.world.inventory;
const names = async () => (await menus.of('org1'))?.map(({ name }) => name);

/** The names on the menu, and how many documents were read for them. */
async function look(): Promise<[names: (string | null)[] | undefined, reads: number]> {
  const before = shop.server.stats().reads;
  return [await names(), shop.server.stats().reads - before];
}

beforeEach(async () => {
  shop = await PipelineHarness.start();
  inventory().addAll([batchRow(1), batchRow(2), batchRow(3, 1, { available: 0 })]);
  await shop.sync();
  menus = new PublicMenus(shop.context);
});
afterEach(async () => shop.stop());

describe('PublicMenus', () => {
  it('read which tenants have one, the version and the items in stock once, for all who ask at the same time', async () => {
    const before = shop.server.stats().reads;
    const looks = await Promise.all([names(), names(), names()]);
    expect(looks).toEqual(Array(3).fill(['Gelato Flower 1', 'Gelato Flower 2']));
    expect(shop.server.stats().reads - before).toBe(4);
  });

  it('read nothing for a minute, then two documents unless a sync has changed the menu', async () => {
    await look();
    shop.clock.advance(MINUTE - 1);
    expect(await look()).toEqual([['Gelato Flower 1', 'Gelato Flower 2'], 0]);
    shop.clock.advance(2);
    expect(await look()).toEqual([['Gelato Flower 1', 'Gelato Flower 2'], 2]);
    expect(await look()).toEqual([['Gelato Flower 1', 'Gelato Flower 2'], 0]);
  });

  it('show what a sync has changed, removed and sold out after a minute at the latest', async () => {
    await look();
    inventory().update(1, { item: 'Renamed' });
    await shop.sync();
    shop.clock.advance(MINUTE + 1);
    expect(await look()).toEqual([['Gelato Flower 2', 'Renamed'], 4]);
    inventory().remove(2);
    inventory().update(3, { available: 2 });
    await shop.sync();
    shop.clock.advance(MINUTE + 1);
    expect(await names()).toEqual(['Gelato Flower 3', 'Renamed']);
    inventory().update(1, { available: 0 });
    await shop.sync();
    shop.clock.advance(MINUTE + 1);
    expect(await names()).toEqual(['Gelato Flower 3']);
  });

  it('are not read again for a sync that changed nothing', async () => {
    await look();
    await shop.sync();
    shop.clock.advance(MINUTE + 1);
    expect((await look())[1]).toBe(2);
  });

  it('show what was edited by hand after ten minutes', async () => {
    await look();
    await shop.server.firestore
      .doc('tenants/org1/publicViews/products/items/alleaves_2')
      .update({ featured: true, sortOrder: 'soon' });
    shop.clock.advance(9 * MINUTE);
    expect(await names()).toEqual(['Gelato Flower 1', 'Gelato Flower 2']);
    shop.clock.advance(MINUTE + 1);
    expect(await names()).toEqual(['Gelato Flower 2', 'Gelato Flower 1']);
  });

  it('are hidden when the tenant is paused, and shown again when it is resumed', async () => {
    await look();
    const tenant = shop.server.firestore.doc('tenants/org1');
    await tenant.update({ 'pos.status': 'paused' });
    shop.clock.advance(MINUTE + 1);
    expect(await look()).toEqual([undefined, 1]);
    await tenant.update({ 'pos.status': 'active' });
    shop.clock.advance(MINUTE + 1);
    expect(await names()).toEqual(['Gelato Flower 1', 'Gelato Flower 2']);
  });

  it('are served on from memory while Firestore is out of reach', async () => {
    await look();
    const unreachable = new Proxy(shop.context.firestore, {
      get: (firestore, name): unknown => {
        if (name === 'doc' || name === 'collection') throw new Error('out of reach');
        return Reflect.get(firestore, name);
      },
    });
    const context = { ...shop.context, firestore: shop.context.firestore };
    menus = new PublicMenus(context);
    await look();
    Object.assign(context, { firestore: unreachable });
    shop.clock.advance(MINUTE + 1);
    expect(await names()).toEqual(['Gelato Flower 1', 'Gelato Flower 2']);
    expect(shop.lines.at(-1)).toMatchObject({ level: 'error', message: 'public menu failed' });
    await expect(new PublicMenus(context).of('org1')).rejects.toThrow('out of reach');
  });
});
