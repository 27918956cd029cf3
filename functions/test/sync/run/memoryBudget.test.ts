import { createMemoryBudget } from '../../../src/sync/run/memoryBudget';
import { DEFAULT_LIMITS } from '../../../src/platform/limits';

const MIB = 2 ** 20;
const limits = { bytes: 100 * MIB, bytesPerDelivery: 20 * MIB, bytesPerRecord: MIB, waitMilliseconds: 30 };

/** Which of several admissions have been granted by now. */
async function grantedOf(admissions: Promise<unknown>[]): Promise<boolean[]> {
  const granted = admissions.map(() => false);
  for (const [position, admission] of admissions.entries()) {
    void admission.then(
      () => (granted[position] = true),
      () => undefined,
    );
  }
  await new Promise(setImmediate);
  return granted;
}

describe('the memory of an instance', () => {
  it('is shared by tenants that fit in together, and given back', async () => {
    const memory = createMemoryBudget(limits);
    const [first, second, third] = [memory.admit(20), memory.admit(20), memory.admit(20)];
    expect(await grantedOf([first, second, third])).toEqual([true, true, false]);
    (await first)();
    expect(await grantedOf([third])).toEqual([true]);
  });

  it.each([
    ['larger than all there is', 1_000_000],
    ['of a size that nobody knows', null],
  ])(
    'is all for a tenant %s, which waits for the others, and those behind it wait',
    async (_name, records) => {
      const memory = createMemoryBudget(limits);
      const small = memory.admit(0);
      const large = memory.admit(records);
      const behind = memory.admit(0);
      expect(await grantedOf([small, large, behind])).toEqual([true, false, false]);
      (await small)();
      expect(await grantedOf([large, behind])).toEqual([true, false]);
      (await large)();
      expect(await grantedOf([behind])).toEqual([true]);
    },
  );

  it('is waited for no longer than there is time, and then the delivery is repeated', async () => {
    const memory = createMemoryBudget(limits);
    await memory.admit(null);
    await expect(memory.admit(0)).rejects.toMatchObject({ kind: 'transient', code: 'instance_full' });
  });

  it('holds as many typical tenants as share an instance', async () => {
    const memory = createMemoryBudget(DEFAULT_LIMITS.memory);
    const tenants = Array.from({ length: 4 }, () => memory.admit(3_004 + 12_189));
    expect(await grantedOf(tenants)).toEqual([true, true, true, true]);
  });
});
