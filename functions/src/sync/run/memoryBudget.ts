import { E_TIMEOUT, Semaphore, withTimeout } from 'async-mutex';
import { TransientError } from '../../platform/ports/errors';
import type { Limits } from '../../platform/limits';
import { MIB } from '../../platform/units';

/** Lets the deliveries of several tenants share an instance as long as its memory holds what they work with. */
export interface MemoryBudget {
  /**
   * Waits until there is room for a tenant of so many records (customers and orders); null if that isn't known. A tenant that takes all
   * there is, or may, is let in alone. First come, first served.
   *
   * @returns What gives the room back.
   * @throws TransientError `instance_full` where none became free in time: the delivery is repeated, perhaps on another instance.
   */
  admit(records: number | null): Promise<() => void>;
}

/** In MiB: each release of the semaphore takes a step for each unit, and bytes would keep a processor busy for half a second. */
const units = (bytes: number): number => Math.max(1, Math.ceil(bytes / MIB));

export function createMemoryBudget(limits: Limits['memory']): MemoryBudget {
  const all = units(limits.bytes);
  const room = withTimeout(new Semaphore(all), limits.waitMilliseconds);
  return {
    async admit(records) {
      const needed =
        records === null ? limits.bytes : limits.bytesPerDelivery + records * limits.bytesPerRecord;
      try {
        const [, release] = await room.acquire(Math.min(units(needed), all));
        return release;
      } catch (cause) {
        if (cause !== E_TIMEOUT) throw cause;
        throw new TransientError(
          'instance_full',
          "The instance's memory is taken by other tenants. The delivery will be retried.",
          { cause },
        );
      }
    },
  };
}
