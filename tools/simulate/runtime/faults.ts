import type { Random } from './random';

/** Every kind of fault, with the range of rates from which a seed draws; a rate is a probability per opportunity. */
const FAULT_RATES = {
  duplicate: [0.05, 0.5],
  delay: [0.05, 0.5],
  eventDelay: [0.2, 0.8],
  crashBefore: [0.002, 0.03],
  crashAfter: [0.002, 0.03],
  stall: [0.001, 0.01],
  fatalMessage: [0.01, 0.2],
  overload: [1, 1],
  commitTooLarge: [1, 1],
  clockSkew: [0.2, 1],
  firestoreBefore: [0.01, 0.1],
  firestoreAfter: [0.005, 0.1],
  publishBefore: [0.01, 0.3],
  publishAfter: [0.01, 0.3],
  posRefused: [0.005, 0.1],
  posUnreachable: [0.005, 0.1],
  posThrottled: [0.01, 0.2],
  posServerError: [0.01, 0.3],
  posTimeout: [0.005, 0.1],
  posBrokenBody: [0.05, 0.4],
  posErrorAnswer: [0.02, 0.3],
  posNoRows: [0.02, 0.3],
  posNoItems: [0.2, 0.6],
  posShortList: [0.7, 1],
  posOutage: [0.02, 0.2],
  tokenExpiry: [0.2, 1],
  secretsBefore: [0.01, 0.2],
  rotation: [0.05, 0.4],
  pause: [0.2, 0.8],
  removal: [0.05, 0.4],
  clearance: [0.2, 0.8],
  hollowAnswers: [0.3, 1],
  settledLetter: [0.2, 0.8],
  clockJump: [0.1, 0.6],
  poison: [0.2, 0.8],
  strayMessage: [0.2, 0.8],
} as const satisfies Record<string, readonly [number, number]>;

export type FaultKind = keyof typeof FAULT_RATES;
export const FAULT_KINDS = Object.keys(FAULT_RATES).filter((kind): kind is FaultKind => kind in FAULT_RATES);

/** Disorder is what most bugs need, and costs little: in a seed with a share of the faults, its root of these. */
const LIKELY: ReadonlySet<FaultKind> = new Set([
  'duplicate',
  'delay',
  'eventDelay',
  'strayMessage',
  'poison',
]);

/** One seed in so many runs without any fault. */
const FAULTLESS_SHARE = 1 / 16;

/** Which faults a seed meets, and how often; counts those that it met. */
export class Faults {
  readonly injected = new Map<FaultKind, number>();
  private readonly rates = new Map<FaultKind, number>();
  private enabled = true;

  constructor(private readonly random: Random) {
    const share = random.chance(FAULTLESS_SHARE) ? 0 : random.pick([0.15, 0.3, 0.5]);
    for (const kind of FAULT_KINDS) {
      if (!random.chance(LIKELY.has(kind) ? Math.sqrt(share) : share)) continue;
      const [lowest, highest] = FAULT_RATES[kind];
      this.rates.set(kind, random.logarithmic(lowest, highest));
    }
  }

  /** Whether the fault happens now. */
  strikes(kind: FaultKind): boolean {
    const rate = this.rates.get(kind);
    if (!this.enabled || rate === undefined || !this.random.chance(rate)) return false;
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
    return true;
  }

  /** Whether anything can go wrong yet. */
  get active(): boolean {
    return this.enabled;
  }

  /** From now on nothing goes wrong. */
  stop(): void {
    this.enabled = false;
  }

  describe(): string {
    return [...this.rates].map(([kind, rate]) => `${kind} ${rate.toFixed(3)}`).join(', ') || 'none';
  }
}
