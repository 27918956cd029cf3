import { strainType, type StrainType } from '../../../src/rules/menu/strainType';

it.each<[string | null, string | null, string | null, StrainType | null]>([
  ['Sativa', null, null, 'sativa'],
  [' INDICA ', 'Sativa Gummies', 'Hybrid', 'indica'],
  ['cbd', null, null, 'cbd'],
  ['hybrid', null, null, 'hybrid'],
  ['Blue Dream', 'Blue Dream Sativa 3.5g', null, 'sativa'],
  ['Blue Dream', 'Blue Dream 3.5g', 'Flower - Indica', 'indica'],
  [null, 'Gummies (indica)', null, 'indica'],
  [null, 'Sativa/Indica 1:1', null, 'hybrid'],
  [null, 'Sativa-dominant Hybrid', null, 'hybrid'],
  [null, 'Indica CBD Tincture', null, 'indica'],
  [null, 'CBD Balm', 'Indica', 'cbd'],
  [null, 'CBDelight', null, null],
  [null, 'Sativas of the World', null, null],
  [null, 'Indicação', null, null],
  ['Sativa dominant', null, null, null],
  ['Blue Dream', 'Blue Dream', 'Flower', null],
  [null, null, null, null],
  ['', '', '', null],
])('strain %p, name %p, category %p: %p', (strain, name, category, expected) => {
  expect(strainType({ strain, name, category })).toBe(expected);
});
