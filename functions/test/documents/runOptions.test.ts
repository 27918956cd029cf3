import { Timestamp } from 'firebase-admin/firestore';
import { parseSyncStatus } from '../../src/documents/syncStatus';
import { DEFAULT_RUN_OPTIONS, runOptions } from '../../src/documents/runOptions';
import { stageMessage } from '../../src/sync/run/message';

const ASKED = {
  trigger: 'backfill',
  mode: 'full',
  dryRun: true,
  forceMenu: true,
  forceFields: true,
  forceCustomers: true,
  scope: { kind: 'window', from: '2026-01-01', to: '2026-01-31' },
} as const;

describe('run options', () => {
  it('are read alike from a message, and from the run that the status holds', () => {
    const message = stageMessage.parse({ orgId: 'org1', step: 3, ...ASKED });
    expect(runOptions.parse(message)).toEqual(ASKED);
    const { run } = parseSyncStatus({ run: { ...ASKED, startedAt: Timestamp.now(), stage: 'orders' } });
    expect(runOptions.parse(run)).toEqual(ASKED);
  });

  it('are those of a usual run where a message or a record of an earlier release leaves them out', () => {
    expect(DEFAULT_RUN_OPTIONS).toEqual({
      trigger: 'manual',
      mode: 'incremental',
      dryRun: false,
      forceMenu: false,
      forceFields: false,
      forceCustomers: false,
      scope: null,
    });
    expect(runOptions.parse(stageMessage.parse({ orgId: 'org1' }))).toEqual(DEFAULT_RUN_OPTIONS);
    const { run } = parseSyncStatus({ run: { startedAt: Timestamp.now(), stage: 'orders', dryRun: true } });
    expect(runOptions.parse(run)).toEqual({ ...DEFAULT_RUN_OPTIONS, dryRun: true });
  });
});
