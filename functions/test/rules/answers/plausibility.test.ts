import * as fc from 'fast-check';
import { addMeasured, fillRates, measure } from '../../../src/rules/answers/fillRates';
import {
  addMeasurements,
  type Baseline,
  emptiedFields,
  type Measurements,
  nextBaseline,
  NO_MEASUREMENTS,
  oddities,
} from '../../../src/rules/answers/plausibility';
import { addDays } from '../../../src/rules/time/time';

const SUSPICION = { records: 20, share: 0.5, unknownShare: 0.1, sellingDays: 3 };
const TODAY = '2026-11-20';
const FIELDS = { a: (record: Row) => record.a, b: (record: Row) => record.b };

interface Row {
  a: unknown;
  b: unknown;
}

const row = fc.record<Row>({
  a: fc.constantFrom(null, undefined, '', [], 0, false, 'x', ['x']),
  b: fc.constantFrom(null, 1),
});
const counts = fc
  .record({ records: fc.integer({ min: 0, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ records, share }) => ({ records, filled: { a: Math.round(records * share) } }));

const days = (...back: number[]) => back.map((count) => addDays(TODAY, -count));
const baseline = (fields: Partial<Baseline> = {}): Baseline => ({
  unknownStatuses: 0,
  orderDays: [],
  ...fields,
});
const codes = (before: Baseline | null, measured: Partial<Measurements>) =>
  oddities(before, { ...NO_MEASUREMENTS, ...measured }, TODAY, SUSPICION).map(({ code }) => code);

describe('measuring', () => {
  it('counts what holds something, 0 and false too, in parts as in one', () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (first, second) => {
        const whole = measure(FIELDS, [...first, ...second]);
        expect(addMeasured(measure(FIELDS, first), measure(FIELDS, second))).toEqual(whole);
        for (const share of Object.values(fillRates(whole))) expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
    expect(
      measure(FIELDS, [
        { a: 0, b: null },
        { a: '', b: [] },
      ]),
    ).toEqual({ records: 2, filled: { a: 1, b: 0 } });
    expect(fillRates(measure(FIELDS, []))).toEqual({});
  });

  it('adds up whatever was measured in which order', () => {
    const a: Measurements = {
      customers: { records: 1, filled: { a: 1 } },
      unknownStatuses: 2,
      orderDays: { [TODAY]: 1 },
    };
    const b: Measurements = {
      items: { records: 3, filled: {} },
      unknownStatuses: 1,
      orderDays: { [TODAY]: 4 },
    };
    expect(addMeasurements(a, b)).toEqual(addMeasurements(b, a));
    expect(addMeasurements(a, b)).toMatchObject({ unknownStatuses: 3, orderDays: { [TODAY]: 5 } });
    expect(addMeasurements(NO_MEASUREMENTS, NO_MEASUREMENTS)).toEqual(NO_MEASUREMENTS);
  });
});

describe('fields that are suddenly empty', () => {
  it.each([
    [1, 100, 49, true],
    [1, 100, 50, false],
    [0.2, 100, 9, true],
    // 19 are too few to judge.
    [0.19, 100, 0, false],
    [0, 100, 0, false],
  ])('with a usual share of %d and %d records, %d filled: %s', (rate, records, filled, isEmptied) => {
    expect(emptiedFields({ a: rate }, { records, filled: { a: filled } }, SUSPICION)).toEqual(
      isEmptied ? ['a'] : [],
    );
  });

  it('are never found in answers that are as the last one was', () => {
    fc.assert(
      fc.property(counts, (measured) => {
        expect(emptiedFields(fillRates(measured), measured, SUSPICION)).toEqual([]);
      }),
    );
  });

  it('stay odd while they are, whatever comes, and are usual once accepted', () => {
    fc.assert(
      fc.property(counts, fc.array(counts, { minLength: 1, maxLength: 5 }), (first, rest) => {
        const next = (before: Baseline | null, of: typeof first, accepted = false) =>
          nextBaseline(before, { ...NO_MEASUREMENTS, customers: of }, TODAY, {
            suspicion: SUSPICION,
            accepted,
          });
        let before = next(null, first);
        for (const now of rest) {
          const found = codes(before, { customers: now });
          const after = next(before, now);
          if (found.length > 0) expect(codes(after, { customers: now })).toEqual(found);
          expect(codes(next(before, now, true), { customers: now })).toEqual([]);
          before = after;
        }
      }),
    );
  });

  it('are not judged again by an answer of far fewer records, which says little about the others', () => {
    const usual = { records: 3000, rates: { a: 1 } };
    const few = { ...NO_MEASUREMENTS, customers: { records: 10, filled: { a: 0 } } };
    const options = { suspicion: SUSPICION, accepted: false };
    expect(nextBaseline(baseline({ customers: usual }), few, TODAY, options).customers).toEqual(usual);
    const accepted = nextBaseline(baseline({ customers: usual }), few, TODAY, { ...options, accepted: true });
    expect(accepted.customers).toEqual({ records: 10, rates: { a: 0 } });
  });

  it('of a stream that a run did not read keep what was usual', () => {
    const usual = { records: 50, rates: { a: 1 } };
    const after = nextBaseline(baseline({ items: usual }), NO_MEASUREMENTS, TODAY, {
      suspicion: SUSPICION,
      accepted: false,
    });
    expect(after.items).toEqual(usual);
  });
});

describe('the length of the inventory', () => {
  const next = (before: Partial<Baseline>, measured: Partial<Measurements>) =>
    nextBaseline(baseline(before), { ...NO_MEASUREMENTS, ...measured }, TODAY, {
      suspicion: SUSPICION,
      accepted: false,
    }).inventoryRows;

  it('is what the last sync found, and unknown once the POS no longer says that it is all', () => {
    expect(next({}, { inventoryRows: 5 })).toBe(5);
    expect(next({ inventoryRows: 5 }, { inventoryRows: 7 })).toBe(7);
    expect(next({ inventoryRows: 5 }, {})).toBeUndefined();
  });

  it('is the last of several that a run has met', () => {
    const first = { ...NO_MEASUREMENTS, inventoryRows: 5 };
    expect(addMeasurements(first, NO_MEASUREMENTS).inventoryRows).toBe(5);
    expect(addMeasurements(first, { ...NO_MEASUREMENTS, inventoryRows: 7 }).inventoryRows).toBe(7);
    expect(addMeasurements(NO_MEASUREMENTS, NO_MEASUREMENTS)).not.toHaveProperty('inventoryRows');
  });
});

describe('days without orders', () => {
  it.each([
    ['yesterday after days that each had some', days(2, 3, 4), {}, ['pos_no_orders']],
    [
      'yesterday, known by now only',
      [],
      Object.fromEntries(days(2, 3, 4).map((day) => [day, 1])),
      ['pos_no_orders'],
    ],
    ['yesterday, though it had some before', days(1, 2, 3, 4), {}, ['pos_no_orders']],
    ['yesterday and a day before', days(2, 4), {}, []],
    ['none', days(2, 3, 4), { [addDays(TODAY, -1)]: 1 }, []],
    ['yesterday of a new shop', [], {}, []],
  ])('%s', (_name, orderDays, now, expected) => {
    expect(codes(baseline({ orderDays }), { orderDays: now })).toEqual(expected);
  });

  it('are judged from the second run on, and remembered only as long as they are judged', () => {
    expect(codes(null, {})).toEqual([]);
    const before = baseline({ orderDays: days(1, 4, 5, 30) });
    const { orderDays } = nextBaseline(before, { ...NO_MEASUREMENTS, orderDays: { [TODAY]: 3 } }, TODAY, {
      suspicion: SUSPICION,
      accepted: false,
    });
    expect(orderDays).toEqual(days(4, 1));
  });
});

describe('unknown status words', () => {
  const orders = (records: number) => ({ records, filled: {} });
  it.each([
    [0, 100, 20, ['pos_unknown_statuses']],
    [0, 100, 19, []],
    // A tenth is no more than happens.
    [0, 200, 20, []],
    [0.3, 100, 50, []],
    [0.2, 100, 50, ['pos_unknown_statuses']],
    [0, 0, 0, []],
  ])('usually %d, now of %d orders %d: %j', (usual, records, unknownStatuses, expected) => {
    const before = baseline({ unknownStatuses: usual });
    const measured = { ...NO_MEASUREMENTS, orders: orders(records), unknownStatuses };
    expect(codes(before, measured)).toEqual(expected);
    const kept = nextBaseline(before, measured, TODAY, { suspicion: SUSPICION, accepted: false });
    expect(codes(kept, measured)).toEqual(expected);
  });
});
