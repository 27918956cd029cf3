import type { ConsentChannel, ConsentStatus } from './consent';

/** Why a customer who can be reached is in no marketing audience. */
export const LEFT_OUT_REASONS = ['underAge', 'denied', 'notGranted'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** What decides whether a customer may get marketing. */
export interface MarketingFacts {
  /** `YYYY-MM-DD`; null if unknown. */
  readonly birthDate: string | null;
  readonly consent: Readonly<Record<ConsentChannel, { readonly status: ConsentStatus }>>;
}

export interface MarketingRules {
  /** In years. */
  readonly minimumAge: number;
  /** On the shop's calendar, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether texts may go to customers who have neither granted nor denied them. */
  readonly textsWithoutConsent: boolean;
}

/** Why a channel may not be used for marketing to a customer; null if it may. Refusals and age always count. */
export function reasonAgainst(
  { birthDate, consent }: MarketingFacts,
  channel: ConsentChannel,
  { minimumAge, today, textsWithoutConsent }: MarketingRules,
): LeftOutReason | null {
  if (birthDate !== null && isYounger(birthDate, minimumAge, today)) return 'underAge';
  const { status } = consent[channel];
  if (status === 'denied') return 'denied';
  return channel === 'sms' && status !== 'granted' && !textsWithoutConsent ? 'notGranted' : null;
}

/** Whether somebody hasn't had the birthday yet. Who was born on February 29 has it on March 1 in other years. */
export function isYounger(birthDate: string, years: number, today: string): boolean {
  // Counted back from today: the birthday of somebody born in 9999 would be in a year of five digits, which sorts before all others.
  const year = Math.max(0, Number(today.slice(0, 4)) - years);
  return birthDate > `${String(year).padStart(4, '0')}${today.slice(4)}`;
}
