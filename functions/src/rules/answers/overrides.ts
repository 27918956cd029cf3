/** An answer of the POS that stops a run, and that an owner can let through. */
interface Override {
  /** Completes "Let this sync …". */
  readonly effect: string;
  /** What people are told before, in the console and on the command line. */
  readonly warning: (shop: string) => string;
}

/** By the option of a run that lets the answer through. */
export const OVERRIDES = {
  forceMenu: {
    effect: 'empty or halve the menu',
    warning: (shop) => `Items that the POS of ${shop} no longer has will be removed, no matter how many`,
  },
  forceCustomers: {
    effect: 'mark most customers as gone',
    warning: (shop) =>
      `Customers that the POS of ${shop} no longer has will be marked as gone, no matter how many`,
  },
  forceFields: {
    effect: 'empty fields that most records had',
    warning: (shop) =>
      `Fields that the POS of ${shop} no longer sends will be emptied, no matter in how many records`,
  },
} as const satisfies Readonly<Record<string, Override>>;

export type OverrideName = keyof typeof OVERRIDES;

export const OVERRIDE_NAMES = [
  'forceMenu',
  'forceCustomers',
  'forceFields',
] as const satisfies OverrideName[];
