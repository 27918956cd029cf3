import { markElsewhere } from '../../../src/alleaves/rows/location';

const marked = (payload: unknown, own: string | null) =>
  markElsewhere({ posId: '1', record: {}, issues: [], payload }, own).elsewhere;

describe('markElsewhere', () => {
  it.each([
    [{ id_location: 1002 }, '1001', true],
    [{ id_location: '1002' }, '1001', true],
    [{ id_location: 1001 }, '1001', undefined],
    [{ id_location: ' 1001 ' }, '1001', undefined],
    [{ id_location: '1001' }, ' 1001', undefined],
    [{}, '1001', undefined],
    [{ id_location: null }, '1001', undefined],
    [{ id_location: 0 }, '1001', undefined],
    [{ id_location: { id: 1002 } }, '1001', undefined],
    ['no object', '1001', undefined],
    [{ id_location: 1002 }, null, undefined],
  ])('of %j in a tenant at %j: %j', (payload, own, expected) => {
    expect(marked(payload, own)).toBe(expected);
  });
});
