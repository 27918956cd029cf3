import { sellableAreas } from '../../../src/rules/menu/areas';

const at = (area: string | null, areaType: string | null = null) => ({ area, areaType });
const FLOOR = at('Sales Floor', 'Retail');

describe('sellableAreas', () => {
  it.each([
    [at('Quaratine ', 'Damaged')],
    [at('Back room', 'Storage')],
    [at('Vault')],
    [at(null)],
    [at('Quarantine Room 2', 'Retail')],
    [at(' Quaratine', 'retail')],
    [at('DAMAGED goods', 'Retail')],
  ])('does not sell from %j where areas have types', (placed) => {
    expect(sellableAreas([FLOOR, placed], null)(placed)).toBe(false);
  });

  it.each([[FLOOR], [at('Undamageable crates', ' RETAIL ')], [at(null, 'Retail')]])(
    'sells from %j',
    (placed) => {
      expect(sellableAreas([FLOOR, placed], null)(placed)).toBe(true);
    },
  );

  it.each([
    [at('Sales floor'), true],
    [at('Quarantine'), false],
    [at('Damaged goods'), false],
    [at('Back', 'Damaged'), false],
    [at('Back', 'qc_quarantine'), false],
    [at(null), false],
  ])('without areas of type Retail, goes by the name of %j', (placed, sells) => {
    expect(sellableAreas([at('Sales floor'), placed], null)(placed)).toBe(sells);
  });

  it('sells everything of an inventory without areas', () => {
    expect(sellableAreas([at(null), at(' ')], null)(at(null))).toBe(true);
  });

  it.each([
    [at('Sales Floor', 'Retail'), false],
    [at('VAULT', 'Storage'), true],
    [at(' vault  two ', null), true],
    [at('Window', 'Curbside pickup'), true],
    [at('Quaratine ', 'Damaged'), true],
    [at(null), false],
  ])('sells from %j where the tenant names areas: %p', (placed, sells) => {
    const named = ['vault', ' Vault Two', 'curbside  PICKUP', 'Quaratine'];
    expect(sellableAreas([FLOOR, placed], named)(placed)).toBe(sells);
  });
});
