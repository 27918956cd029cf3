import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export const ENDPOINTS = ['auth', 'customers', 'orders', 'inventory', 'items', 'locations'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** What goes wrong with one request; parts combine, such as a delay before a status. */
export interface Fault {
  /** Milliseconds the request hangs before anything else happens. */
  delayMs?: number;
  /** Answered instead of the real answer, as JSON `{message}`. */
  status?: number;
  message?: string;
  /** `Retry-After` header: seconds, or an HTTP date. */
  retryAfter?: number | string;
  /**
   * `truncated`: the connection closes half-way; `malformed`: no JSON; `empty`: no bytes; `norows`: a valid answer without rows; `null`: JSON's;
   * `single`: the first row in place of the list; `endless`: chunk after chunk until the other side has enough; `bomb`: the same, packed.
   */
  body?: 'truncated' | 'malformed' | 'empty' | 'norows' | 'null' | 'single' | 'endless' | 'bomb';
  /** Fields that stand beside the rows in the answer, such as an error or the rows of another stream. */
  beside?: Record<string, unknown>;
  /** The charset that the answer is encoded in, and declares. Default UTF-8. */
  charset?: 'iso-8859-1' | 'utf-16le';
  /** Declared instead, whatever the answer is encoded in; null for none. */
  declared?: string | null;
  /** Answered under a status of 200, as it stands: also what no row of a world can hold. */
  text?: string;
  /** The connection is closed without an answer. */
  reset?: boolean;
}

interface Planned {
  endpoint: Endpoint | 'any';
  fault: Fault;
}

/** The faults of one simulator: queued ones come first and once each, then those drawn at a rate, reproducible by seed. */
export class FaultPlan {
  #queue: Planned[] = [];
  #rates: (Planned & { probability: number })[] = [];
  readonly #random;

  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed);
  }

  /** The next `times` requests to the endpoint meet the fault. */
  queue(endpoint: Endpoint | 'any', fault: Fault, times = 1): void {
    for (let count = 0; count < times; count += 1) {
      this.#queue.push({ endpoint, fault });
    }
  }

  /** From now on each request to the endpoint meets the fault with this probability (0 to 1). */
  rate(endpoint: Endpoint | 'any', fault: Fault, probability: number): void {
    if (!(probability >= 0 && probability <= 1)) {
      throw new RangeError(`A probability lies between 0 and 1, and ${probability} doesn't.`);
    }
    this.#rates.push({ endpoint, fault, probability });
  }

  clear(): void {
    this.#queue = [];
    this.#rates = [];
  }

  /** Takes the fault for a request, if it meets one. */
  next(endpoint: Endpoint): Fault | undefined {
    const applies = (planned: Planned): boolean =>
      planned.endpoint === 'any' || planned.endpoint === endpoint;
    const index = this.#queue.findIndex(applies);
    if (index >= 0) {
      return this.#queue.splice(index, 1)[0]?.fault;
    }
    return this.#rates.find(
      (planned) => applies(planned) && uniformFloat64(this.#random) < planned.probability,
    )?.fault;
  }
}
