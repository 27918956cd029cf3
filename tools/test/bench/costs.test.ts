import {
  billedSeconds,
  dollarsOfMonth,
  dollarsOfSync,
  type FunctionUse,
  PRICES,
  shareOf,
} from '../../bench/costs';

const use = (given: Partial<FunctionUse> = {}): FunctionUse => ({
  name: 'syncOrders',
  calls: 1,
  seconds: 10,
  cpuSeconds: 1,
  cpu: 1,
  memoryGibibytes: 0.5,
  ...given,
});

const sync = (functions: FunctionUse[]) => ({
  billed: { reads: 25, writes: 6, deletes: 0 },
  messages: 5,
  secretReads: 12,
  functions,
});

describe('what an instance is billed for', () => {
  it('is its time with its start, in steps of a tenth of a second', () => {
    expect(billedSeconds(use(), 0.35)).toBeCloseTo(10.4);
    expect(billedSeconds(use({ calls: 0 }), 0.35)).toBe(0);
  });

  it('is longer with a share of a processor, by what the processor does', () => {
    expect(billedSeconds(use({ cpu: 0.5 }), 0.35)).toBeCloseTo(10 + 1 + 0.7);
    // A second processor makes one thread no faster.
    expect(billedSeconds(use({ cpu: 2 }), 0.35)).toBeCloseTo(10.4);
  });
});

describe('what a sync costs', () => {
  it('is the sum of instances, Firestore, messages and secrets', () => {
    const { instances, firestore, messages, secrets, total } = dollarsOfSync(sync([use()]), 0);
    expect(instances).toBeCloseTo(10 * (PRICES.vcpuSecond + 0.5 * PRICES.gibibyteSecond) + PRICES.request, 9);
    expect(firestore).toBeCloseTo(0.0000129, 9);
    expect(secrets).toBeCloseTo(0.000036, 9);
    expect(total).toBeCloseTo(instances + firestore + messages + secrets, 12);
  });

  it('is shared by the tenants that were synced together', () => {
    const whole = dollarsOfSync(sync([use()]), 0);
    expect(shareOf(whole, 4).total).toBeCloseTo(whole.total / 4, 12);
  });
});

describe('what a month costs', () => {
  it('is that of each kind of sync, as often as it is done, and of the secrets', () => {
    const dollars = dollarsOfSync(sync([use()]), 0);
    const light = dollarsOfSync({ ...sync([use({ seconds: 1 })]), messages: 1 }, 0);
    const month = dollarsOfMonth(
      [
        { dollars, times: 1_440 },
        { dollars: light, times: 2_880 },
      ],
      4,
    );
    expect(month.secrets).toBeCloseTo(4 * 0.06 + 4_320 * 0.000036, 6);
    expect(month.total).toBeCloseTo(1_440 * dollars.total + 2_880 * light.total + 0.24, 6);
  });
});
