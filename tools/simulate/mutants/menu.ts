import type { Mutant } from './mutant';

const PRODUCTS = 'sync/stages/products.ts';

const AREAS = 'rules/menu/areas.ts';
const SLICES = 'alleaves/client/slices.ts';
const PRICES = 'rules/menu/prices.ts';
const DETAILS = 'sync/stages/itemDetails.ts';

/** Bugs in what the menu shows, and in what is removed from it. */
export const menuMutants: readonly Mutant[] = [
  {
    name: 'delete on a partial enumeration',
    description: 'removes items whose batches could not be read',
    patches: [
      {
        file: PRODUCTS,
        find: '].filter(({ key }) => !items.has(key));',
        replace: '].filter(({ key }) => !items.get(key)?.product);',
      },
    ],
  },
  {
    name: 'no menu brake',
    description: 'takes an empty answer for an empty menu',
    patches: [
      {
        file: PRODUCTS,
        find: 'if (run.options.forceMenu || menu.removedInAll === 0) return;',
        replace: 'if (run.options.forceMenu || menu.removedInAll >= 0) return;',
      },
    ],
  },
  {
    name: 'dropped items stay',
    description: 'removes nothing from the menu',
    patches: [
      {
        file: PRODUCTS,
        find: 'for (const { key, documentId } of removals) {',
        replace: 'for (const { key, documentId } of removals.slice(removals.length)) {',
      },
    ],
  },
  {
    name: 'override ignored',
    description: 'stops for the menu brake also where an operator has said that the POS is right',
    patches: [
      {
        file: PRODUCTS,
        find: 'if (run.options.forceMenu || menu.removedInAll === 0) return;',
        replace: 'if (menu.removedInAll === 0) return;',
      },
    ],
  },
  {
    name: 'area ignored',
    description: 'sells what lies among damaged goods',
    patches: [
      {
        file: AREAS,
        find: 'return sells(batch) ? batch : { ...batch, sellable: false };',
        replace: 'return sells(batch) ? batch : { ...batch };',
      },
    ],
  },
  {
    name: 'total_rows ignored',
    description: 'takes an inventory that ends early for the whole one',
    patches: [
      {
        file: SLICES,
        find: 'const isWhole = announced === null || rows.length + fresh.length >= announced;',
        replace: 'const isWhole = announced === null || rows.length + fresh.length >= 0;',
      },
    ],
  },
  {
    name: 'price with tax shown',
    description: 'shows the price with tax, whether the shop does or not',
    patches: [
      {
        file: PRICES,
        find: 'return usesOtd ? (otd ?? retail) : (retail ?? otd);',
        replace: 'return usesOtd || otd ? (otd ?? retail) : retail;',
      },
    ],
  },
  {
    name: 'details fetched once',
    description: 'keeps the description of an item that the POS has changed since',
    patches: [
      {
        file: DETAILS,
        find: "(run.options.mode === 'full' || index.entry(posItemId)?.details?.of !== markOf(product))",
        replace: "(run.options.mode === 'full' || index.entry(posItemId)?.details === undefined)",
      },
    ],
  },
  {
    name: 'failed details taken for none',
    description: 'takes a failed fetch of images and descriptions for items that have none',
    patches: [
      {
        file: DETAILS,
        find: `tally.skip(\`details_\${error.code}\`, wanted.size);
    return { of: markOf, get: () => undefined };`,
        replace: `tally.skip(\`details_\${error.code}\`, wanted.size);
    return { of: markOf, get: (id) => (wanted.has(id) ? null : undefined) };`,
      },
    ],
  },
];
