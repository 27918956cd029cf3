import { describeReport } from '../../demo/report';
import type { DemoReport } from '../../demo/demo';

const REPORT: DemoReport = {
  ok: false,
  checks: [
    { name: 'sync: 0 data writes', ok: true, detail: '0' },
    { name: 'sync: 0 trigger events', ok: false, detail: 'expected 0, found 1' },
  ],
  skipped: [{ name: 'sync: the bill', reason: 'nobody counts' }],
  ticks: [
    {
      name: 'sync',
      tenants: [
        {
          ...{ orgId: 'riverside', customers: 3004, orders: 11_845, spendingDocuments: 9, products: 190 },
          ...{ quarantined: 2, segments: { vip: 132 }, reads: 5, writes: 6, deletes: 1 },
          ...{ dollars: 0.0000069, seconds: 1.234, dataWrites: 1 },
          changes: [{ kind: 'deleted', path: 'tenants/riverside/orders/alleaves_1' }],
        },
      ],
      triggerEvents: 1,
      dataWrites: 1,
      seconds: 2,
    },
  ],
  seconds: 12.34,
  peakMemoryBytes: 200 * 1024 ** 2,
};

describe('describeReport', () => {
  it('shows, if asked to, tables, the changed documents, the checks and the sum of them', () => {
    const text = describeReport(REPORT, true);
    const lines = text.split('\n');
    expect(lines[0]).toBe('sync: 1 data writes, 1 trigger events, 2.00 s');
    expect(text).toMatch(/customers +│ +3,004 │/);
    expect(text).toMatch(/segment vip +│ +132 │/);
    expect(text).toMatch(/dollars +│ +0\.000007 │/);
    expect(lines).toContain('  deleted tenants/riverside/orders/alleaves_1');
    expect(lines).toContain('✔ sync: 0 data writes: 0');
    expect(lines).toContain('✖ sync: 0 trigger events: expected 0, found 1');
    expect(lines).toContain('– sync: the bill: skipped, nobody counts');
    expect(lines.at(-1)).toBe(
      '✖ 1 of 2 checks against an independent computation hold · 12.3 s · 200 MiB at most',
    );
  });

  it('tells the story in a few lines, with the checks that fail', () => {
    expect(describeReport(REPORT)).toBe(
      [
        '1. sync → 1 document written (2.0 s, $0.000007 of Firestore)',
        '   deleted tenants/riverside/orders/alleaves_1',
        '',
        '✖ sync: 0 trigger events: expected 0, found 1',
        '– sync: the bill: skipped, nobody counts',
        '✖ 1 of 2 checks against an independent computation hold · 12.3 s · 200 MiB at most',
        '  --verbose lists every check and figure.',
      ].join('\n'),
    );
  });
});
