import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { z } from 'zod';

const faultSettings = z.strictObject({
  /** The share of messages, 0 to 1, that are delivered twice. */
  duplicateRate: z.number().min(0).max(1).default(0),
  /** Whether messages overtake each other. */
  reorder: z.boolean().default(false),
  /** Each message waits a random time of up to this many milliseconds. */
  maximumDelayMs: z.int().min(0).max(600_000).default(0),
  /** The same seed gives the same sequence of decisions. */
  seed: z.int().default(1),
});

export type FaultSettings = z.input<typeof faultSettings>;

/** What an at-least-once service may do to a message at any time, on demand and reproducibly. Without settings: nothing. */
export class Faults {
  private settings = faultSettings.parse({});
  private random = xoroshiro128plus(1);

  constructor(settings: FaultSettings = {}) {
    this.set(settings);
  }

  /**
   * Replaces all settings and starts the random sequence over.
   * @throws Error naming the setting that is out of range.
   */
  set(settings: FaultSettings): void {
    const parsed = faultSettings.safeParse(settings);
    if (!parsed.success) throw new Error(`Bad fault settings: ${z.prettifyError(parsed.error)}`);
    this.settings = parsed.data;
    this.random = xoroshiro128plus(parsed.data.seed);
  }

  /** How often the next message is delivered: 1 or 2. */
  copies(): number {
    const { duplicateRate } = this.settings;
    return duplicateRate > 0 && uniformFloat64(this.random) < duplicateRate ? 2 : 1;
  }

  /** How long the next message is held back. */
  delayMs(): number {
    const { maximumDelayMs } = this.settings;
    return maximumDelayMs === 0 ? 0 : uniformInt(this.random, 0, maximumDelayMs);
  }

  /** Which of `length` waiting messages goes next. */
  next(length: number): number {
    return this.settings.reorder && length > 1 ? uniformInt(this.random, 0, length - 1) : 0;
  }
}
