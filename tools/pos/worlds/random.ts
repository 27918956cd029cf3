import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Reproducible randomness: the same seed gives the same sequence everywhere. */
export class Random {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return uniformFloat64(this.#generator) < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.integer(0, choices.length - 1)];
    if (choice === undefined) {
      throw new RangeError('There is nothing to pick from.');
    }
    return choice;
  }

  /** Picks by weight. */
  weighted<T extends { weight: number }>(choices: readonly T[]): T {
    let rest = uniformFloat64(this.#generator) * choices.reduce((sum, { weight }) => sum + weight, 0);
    return choices.find(({ weight }) => (rest -= weight) < 0) ?? this.pick(choices);
  }
}
