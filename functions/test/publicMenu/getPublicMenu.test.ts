import { z } from 'zod';
import { publicMenuAnswer, publicMenuQuery } from '../../src/publicMenu/answerMenuRequest';
import { ORG_ID } from '../../src/documents/paths';
import { unboundedParts } from '../support/boundedSchema';
import { CallableHarness } from '../support/callables';
import { decodeObject } from '../support/json';

let harness: CallableHarness;
const page = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

const PUBLIC = [
  'brand',
  'category',
  'cbdPercent',
  'description',
  'featured',
  'id',
  'imageUrl',
  'imageUrls',
  'isCannabis',
  'name',
  'price',
  'priceIncludesTax',
  'priceOtd',
  'priceRetail',
  'sortOrder',
  'strain',
  'strainType',
  'thcPercent',
  'weight',
  'weightUnit',
];

beforeAll(async () => {
  harness = await CallableHarness.start();
  const writer = harness.firestore.bulkWriter();
  for (let index = 0; index < 450; index += 1) {
    void writer.set(harness.firestore.doc(`tenants/org1/publicViews/products/items/alleaves_${index}`), {
      orgId: 'org1',
      source: 'pos',
      posItemId: String(index),
      name: `Item ${String(index).padStart(3, '0')}`,
      brand: 'Fern & Co',
      category: index % 3 === 0 ? 'Edible' : 'Flower',
      price: 12.5,
      cost: 4.71,
      batchCost: 4.72,
      stock: 7,
      inStock: index >= 50,
      thcPercent: index === 60 ? 21.4 : null,
      cbdPercent: null,
      strain: 'Blue Dream',
      strainType: 'sativa',
      imageUrl: index === 60 ? 'javascript:alert(1)' : 'https://example.com/a.png',
      expiresOn: new Date('2027-01-01'),
      updatedAt: new Date('2026-11-20'),
      notes: 'keep behind the counter',
      ...(index === 400 && { featured: true }),
    });
  }
  await writer.close();
  await harness.firestore.doc('tenants/org2').update({ 'pos.status': 'paused' });
});
afterAll(() => harness.stop());

async function request(query: string, init: RequestInit = {}): Promise<Response> {
  return fetch(
    `${harness.suite.functions.url}/${harness.suite.project}/us-central1/getPublicMenu${query}`,
    init,
  );
}
const read = async (query: string) => page.parse(await (await request(query)).json());

describe('getPublicMenu', () => {
  it('takes and answers nothing unbounded', () => {
    const query = z.toJSONSchema(publicMenuQuery, { io: 'input' });
    expect(unboundedParts(query, { side: 'input', patterns: [ORG_ID.source] })).toEqual([]);
    expect(unboundedParts(z.toJSONSchema(publicMenuAnswer), { side: 'output' })).toEqual([]);
  });

  it('shows the items in stock to anybody, and of each only what is public', async () => {
    const response = await request('?orgId=org1&limit=200');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    const text = await response.text();
    expect(text).not.toMatch(/4\.71|4\.72|counter|stock|updatedAt|alleaves_49"/);
    const { items, total } = page.parse(JSON.parse(text));
    expect(total).toBe(400);
    expect(items).toHaveLength(200);
    for (const item of items) expect(Object.keys(item).sort()).toEqual(PUBLIC);
    expect(items[0]).toMatchObject({ id: 'alleaves_400', featured: true, price: 12.5, strainType: 'sativa' });
    expect(items.find(({ id }) => id === 'alleaves_60')).toMatchObject({ thcPercent: 21.4, imageUrl: null });
  });

  it('goes from page to page, each item once, and by category', async () => {
    const seen: unknown[] = [];
    for (let query = '?orgId=org1&category=flower'; query !== '';) {
      const { items, nextCursor } = await read(query);
      expect(items.length).toBeLessThanOrEqual(100);
      seen.push(...items.map(({ id }) => id));
      query = nextCursor === null ? '' : `?orgId=org1&category=flower&cursor=${nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(267);
    expect(await read('?orgId=org1&category=none')).toEqual({ items: [], total: 0, nextCursor: null });
  });

  it('may be kept, and answers 304 to a client that has the page already', async () => {
    const first = await request('?orgId=org1', { headers: { origin: 'https://shop.example' } });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(first.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=60');
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('access-control-allow-origin')).not.toBeNull();
    expect(first.headers.get('access-control-expose-headers')).toBe('ETag');
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await request('?orgId=org1', { headers: { 'if-none-match': tag } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('etag')).toBe(etag);
    }
    const other = await request('?orgId=org1&limit=99', { headers: { 'if-none-match': etag } });
    expect(other.status).toBe(200);
  });

  it('costs nothing while it is in memory, whatever is asked', async () => {
    await read('?orgId=org1');
    const before = harness.stats();
    for (let limit = 1; limit <= 50; limit += 1) await read(`?orgId=org1&category=Edible&limit=${limit}`);
    expect(harness.stats()).toEqual(before);
  });

  it('answers HEAD like GET, without a body', async () => {
    const [head, get] = [await request('?orgId=org1', { method: 'HEAD' }), await request('?orgId=org1')];
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('lets a browser ask before it sends a condition', async () => {
    const response = await request('?orgId=org1', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toBe('if-none-match');
  });

  it('says the same of a shop that is unknown and of one that is paused', async () => {
    const answers = await Promise.all(['nobody', 'org2'].map((orgId) => request(`?orgId=${orgId}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const [unknown, paused] = await Promise.all(answers.map((answer) => answer.text()));
    expect(unknown).toBe(paused);
    expect(JSON.parse(unknown ?? '')).toEqual({
      error: { code: 'unknown_menu', message: expect.stringMatching(/Check it/) },
    });
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['', 'orgId'],
    ['?orgId=a/b', 'orgId'],
    ['?orgId=%00', 'orgId'],
    ['?orgId[__proto__]=org1', 'orgId'],
    ['?orgId=org1&orgId=org2', 'orgId'],
    ['?orgId=org1&limit=201', 'limit'],
    ['?orgId=org1&limit=many', 'limit'],
    ['?orgId=org1&categroy=Flower', 'unknown field categroy'],
    ['?orgId=org1&cursor=abc', 'nextCursor'],
  ])('refuses %s, and names the fault', async (query, fault) => {
    const response = await request(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: expect.stringMatching(/^bad_/), message: expect.stringContaining(fault) },
    });
  });

  it('refuses a cursor of another category', async () => {
    const { nextCursor } = await read('?orgId=org1&category=Edible&limit=5');
    expect((await request(`?orgId=org1&category=Flower&cursor=${nextCursor}`)).status).toBe(400);
  });

  it('refuses or reads whatever is made of a cursor', async () => {
    const { nextCursor } = await read('?orgId=org1&limit=5');
    const given = decodeObject(nextCursor ?? '');
    const start = z.record(z.string(), z.unknown()).parse(given['position']);
    for (const field of Object.keys(start))
      for (const value of [null, {}, [], -1, 1e308, '', '__proto__', '\ud800']) {
        const position = { ...start, [field]: value };
        const cursor = Buffer.from(JSON.stringify({ ...given, position })).toString('base64url');
        expect([200, 400]).toContain((await request(`?orgId=org1&cursor=${cursor}`)).status);
      }
  });

  it('refuses to be written, and says how it is read', async () => {
    const response = await request('?orgId=org1', { method: 'POST', body: '{}' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  });
});
