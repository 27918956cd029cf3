import { DEFAULT_LIMITS } from '../../src/platform/limits';
import { callableOptions, stageOptions } from '../../src/functions/options';

const MIB = 1024 * 1024;
const { commit, shard, page, hold, pos, scan } = DEFAULT_LIMITS;

describe('the deployed limits', () => {
  it('are what the documents promise', () => {
    expect(DEFAULT_LIMITS).toMatchObject({
      commit: { documents: 400 },
      shard: { entries: 8_000, loaded: 32 },
      page: { rebuild: 500, spendingKeys: 400, derivedFields: 500, dueSegments: 200 },
      inFlight: { publishes: 1_000 },
      window: { backfillDays: 90 },
      brake: { items: 20, customers: 20, share: 0.5 },
      quarantine: { payloadBytes: 64 * 1024, refreshMilliseconds: 24 * 3_600_000 },
      scan: { documents: 1_000 },
      liveSpending: { milliseconds: 8_000, orders: 5_000, customers: 10 },
      export: { csvCharacters: MIB },
      menu: { items: 10_000, rereadMilliseconds: 10 * 60_000 },
      pos: { pageSize: 1_000, fallbackPageSize: 100, requestsInFlight: 4, retries: 3 },
    });
  });

  it('keep what is rows of the POS and failed messages for 90 days, and previews longer than any run lives', () => {
    const days = (milliseconds: number) => milliseconds / (24 * 3_600_000);
    expect(days(DEFAULT_LIMITS.quarantine.retentionMilliseconds)).toBe(90);
    expect(days(DEFAULT_LIMITS.deadLetter.retentionMilliseconds)).toBe(90);
    expect(days(shard.previewRetentionMilliseconds)).toBe(7);
  });

  it('stay below those of Firestore: 500 writes of old and 10 MiB a commit, 1 MiB a document', () => {
    expect(commit.documents + 2).toBeLessThanOrEqual(500);
    expect(commit.bytes + 2 * shard.bytes).toBeLessThan(10 * MIB);
    expect(commit.previewShards * shard.bytes).toBeLessThan(10 * MIB);
    expect(shard.bytes).toBeLessThan(MIB);
  });

  it('leave a call and a stage the time to end', () => {
    expect(hold.erasureMilliseconds).toBeLessThan(callableOptions.timeoutSeconds * 1_000);
    expect(hold.milliseconds).toBe(2 * callableOptions.timeoutSeconds * 1_000);
    const longestRequest = (pos.timeoutMilliseconds + pos.longestRetryAfterMilliseconds) * (1 + pos.retries);
    expect(longestRequest).toBeLessThan(stageOptions.timeoutSeconds * 1_000);
    expect(scan.batch).toBeLessThan(scan.documents);
    expect(page.erasedQuarantine * DEFAULT_LIMITS.quarantine.payloadBytes).toBeLessThan(10 * MIB);
  });
});
