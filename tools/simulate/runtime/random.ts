import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers thrown away before the first: those of neighbouring seeds are much alike. */
const WARM_UP = 16;

/** The one source of chance of a seed: every decision asks it in turn, so that the seed replays exactly. */
export class Random {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
    for (let count = 0; count < WARM_UP; count += 1) this.fraction();
  }

  /** From 0 (included) to 1 (excluded). */
  fraction(): number {
    return uniformFloat64(this.generator);
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return uniformInt(this.generator, from, to);
  }

  /** True with the given probability; a probability of 0 asks for no number. */
  chance(probability: number): boolean {
    return probability > 0 && this.fraction() < probability;
  }

  pick<const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices): Choices[number] {
    return choices[this.integer(0, choices.length - 1)] ?? choices[0];
  }

  /** One of the elements, or undefined of none. */
  pickFrom<T>(choices: readonly T[]): T | undefined {
    return choices.length === 0 ? undefined : choices[this.integer(0, choices.length - 1)];
  }

  /** A number whose logarithm is uniform: small ones are as likely as large ones. */
  logarithmic(from: number, to: number): number {
    return from * (to / from) ** this.fraction();
  }
}
