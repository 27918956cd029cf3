import { stripVTControlCharacters } from 'node:util';
import { addFound, noDifferences } from '../../../sam/reconcile/differences';
import { describeReconciliation } from '../../../sam/text/reconciliation';

it('fits into a narrow terminal, and leaves no id out', () => {
  process.env['COLUMNS'] = '60';
  const customers = noDifferences();
  const ids = Array.from({ length: 10 }, (_, index) => `~G8W0iQX6iBQ${index}`);
  for (const id of ids) addFound(customers.missing, id);

  const text = describeReconciliation({
    orgId: 'greenleaf',
    same: false,
    window: { from: '2026-08-29', to: '2026-11-27' },
    streams: { customers },
    syncedMeanwhile: true,
    billed: { reads: 98 },
  });

  const lines = stripVTControlCharacters(text).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  for (const id of ids) expect(text).toContain(id);
});
