import { expect, test } from '@playwright/test';
import { dayOf, endOfDay, startOfDay } from '../src/format/calendar';
import { createFormat } from '../src/format/format';
import { reasonText } from '../src/format/reason';
import { favoriteProducts } from '../src/pages/customer/favoriteProducts';
import { fieldName } from '../src/pages/sync/fieldName';
import { marginOf, menuView, type MenuItem } from '../src/pages/menu/menuView';
import { monthlySpending } from '../src/pages/customer/monthlySpending';

test('days begin and end in the time zone of the shop, also when clocks change', () => {
  expect(startOfDay('2026-11-01', 'America/New_York').toISOString()).toBe('2026-11-01T04:00:00.000Z');
  expect(endOfDay('2026-11-01', 'America/New_York').toISOString()).toBe('2026-11-02T04:59:59.999Z');
  expect(startOfDay('2026-03-09', 'America/New_York').toISOString()).toBe('2026-03-09T04:00:00.000Z');
  expect(startOfDay('2026-07-01', 'Asia/Kolkata').toISOString()).toBe('2026-06-30T18:30:00.000Z');
  expect(dayOf(new Date('2026-11-20T03:00:00Z'), 'America/New_York')).toBe('2026-11-19');
});

test('instants are written in the time zone of the shop, ages by the clock of the server', () => {
  const now = Date.parse('2026-11-20T15:00:00Z');
  const format = createFormat('America/Los_Angeles', () => now, 'en-US');
  expect(format.date('2026-11-20T07:59:00Z')).toBe('Nov 19, 2026');
  expect(format.relative('2026-11-20T14:57:00Z')).toBe('3 minutes ago');
  expect(format.relative('2026-11-20T14:59:59.500Z')).toBe('now');
  expect(format.money(1234.5)).toBe('$1,234.50');
  expect(format.duration(83_400)).toBe('1 min 23 s');
  expect(format.cost(0.000012)).toBe('less than $0.01');
  expect(format.cost(0)).toBe('$0.00');
  expect(format.cost(1234)).toBe('$1,234.00');
  expect(format.day('1980-02-03')).toBe('Feb 3, 1980');
});

test('spending by month counts what counts, to the cent, and shows months without orders', () => {
  const order = (orderDate: string | null, total: number | null, counts = true) => ({
    orderDate,
    total,
    counts,
  });
  const months = monthlySpending(
    [
      order('2026-03-01T04:30:00Z', 0.1), // still February in New York
      order('2026-02-10T12:00:00Z', 0.2),
      order('2026-04-10T12:00:00Z', 10),
      order('2026-03-10T12:00:00Z', 99, false),
      order(null, 5),
    ],
    'America/New_York',
  );
  expect(months).toEqual([
    { month: '2026-02', dollars: 0.3, orders: 2 },
    { month: '2026-03', dollars: 0, orders: 0 },
    { month: '2026-04', dollars: 10, orders: 1 },
  ]);
  expect(monthlySpending([], 'America/New_York')).toEqual([]);
});

const item = (name: string, changes: Partial<MenuItem> = {}): MenuItem => ({
  itemId: name,
  name,
  brand: null,
  category: 'Flower',
  price: 11.3,
  priceIncludesTax: true,
  priceRetail: 10,
  priceOtd: 11.3,
  costs: null,
  stock: 1,
  inStock: true,
  thcPercent: null,
  cbdPercent: null,
  strain: null,
  strainType: null,
  weight: null,
  weightUnit: null,
  isCannabis: null,
  featured: false,
  expiresOn: null,
  imageUrl: null,
  ...changes,
});

test('a menu is filtered by all words, and sorted with unknown values last either way', () => {
  const items = [
    item('b', { thcPercent: 20 }),
    item('a', { brand: 'Fern' }),
    item('c 10', { thcPercent: 15 }),
    item('c 9'),
  ];
  const names = (view: Parameters<typeof menuView>[1]) => menuView(items, view).map(({ name }) => name);
  expect(names({ sort: 'thcPercent', direction: 'desc' })).toEqual(['b', 'c 10', 'a', 'c 9']);
  expect(names({ sort: 'thcPercent', direction: 'asc' })).toEqual(['c 10', 'b', 'a', 'c 9']);
  expect(names({})).toEqual(['a', 'b', 'c 9', 'c 10']);
  expect(names({ search: 'fern A' })).toEqual(['a']);
});

test('the margin is of the batch where its cost is known', () => {
  expect(marginOf(item('a', { costs: { cost: 6, batchCost: 5, margin: 0.5 } }))).toBe(0.5);
  expect(marginOf(item('a', { costs: { cost: 6, batchCost: null, margin: null } }))).toBeNull();
  expect(marginOf(item('a'))).toBeNull();
});

test('fields of the POS are called as staff call them', () => {
  expect(fieldName('name_first')).toBe('First name');
  expect(fieldName('items.2.qty')).toBe('Item 3, quantity');
  expect(fieldName('customer.email')).toBe('Email');
  expect(fieldName('loyalty_points')).toBe('Loyalty points');
  expect(fieldName('compounds.0.thc')).toBe('THC');
  expect(fieldName('')).toBe('The row');
});

test('favorite products are those of the most orders that count', () => {
  const line = (name: string | null, quantity: number | null = 1) => ({
    name,
    quantity,
    price: 1,
    category: null,
  });
  expect(
    favoriteProducts([
      { counts: true, items: [line('a', 9), line('b'), line('b')] },
      { counts: true, items: [line('b', null), line(null)] },
      { counts: false, items: [line('a'), line('a')] },
    ]),
  ).toEqual([
    { name: 'b', orders: 2, quantity: 3 },
    { name: 'a', orders: 1, quantity: 9 },
  ]);
});

test('writes the amounts in reasons with separators', () => {
  expect(reasonText('at least 10 orders and $1000 spent')).toBe('at least 10 orders and $1,000 spent');
  expect(reasonText('at least 10 orders and $999 spent')).toBe('at least 10 orders and $999 spent');
});
