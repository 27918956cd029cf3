import fc from 'fast-check';
import { ATTRIBUTES, knownAttributes, lackingAttributes } from '../../../src/rules/menu/productAttributes';

const percent = fc.option(fc.double({ min: 0.1, max: 99, noNaN: true }));
const strainType = fc.option(fc.constantFrom('sativa', 'indica', 'hybrid', 'cbd'));
const known = fc.record({ thcPercent: percent, cbdPercent: percent, strainType });
const stored = fc.record(
  { thcPercent: fc.option(percent), cbdPercent: fc.constantFrom(0, null, 3), strainType, name: fc.string() },
  { requiredKeys: [] },
);

describe('lackingAttributes', () => {
  it('names what is missing, null or a percentage of 0', () => {
    expect(lackingAttributes({})).toEqual([...ATTRIBUTES]);
    expect(lackingAttributes({ thcPercent: null, cbdPercent: 0, strainType: 'cbd' })).toEqual([
      'thcPercent',
      'cbdPercent',
    ]);
    expect(lackingAttributes({ thcPercent: 0.1, cbdPercent: 1, strainType: 'hybrid' })).toEqual([]);
  });
});

describe('knownAttributes', () => {
  it('adds to an item, and never changes or clears what it has', () => {
    fc.assert(
      fc.property(stored, known, (item: Record<string, unknown>, atPos) => {
        const lacking = lackingAttributes(item);
        const values = knownAttributes(lacking, atPos);
        for (const name of Object.keys(values)) expect(lacking).toContain(name);
        for (const value of Object.values(values)) expect(value).not.toBeNull();
        const left = lackingAttributes({ ...item, ...values });
        expect(left).toEqual(lacking.filter((name) => atPos[name] === null));
        expect(knownAttributes(left, atPos)).toEqual({});
      }),
    );
  });
});
