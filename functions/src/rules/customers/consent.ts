export const CONSENT_STATUSES = ['granted', 'denied', 'unknown'] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];

/** What consent is given for. Texts go to the customer's phone number. */
export const CONSENT_CHANNELS = ['sms', 'email'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** What somebody said about one channel, and when. */
export interface Statement {
  readonly status: ConsentStatus;
  readonly at: Date | null;
}

/**
 * Whether what a customer says now changes what is recorded. The later statement counts, whichever arrives first; saying the same
 * again changes nothing, so that the date stays the one since when it holds.
 */
export function isNews(recorded: Statement, said: Statement & { readonly at: Date }): boolean {
  return said.status !== recorded.status && (recorded.at === null || said.at >= recorded.at);
}

/** Which of two statements about the same channel counts: the later one, and a refusal among those of the same time. */
export function decisive<Said extends Statement & { readonly at: Date }>(a: Said, b: Said): Said {
  if (a.at.getTime() !== b.at.getTime()) return a.at > b.at ? a : b;
  return a.status === 'denied' ? a : b;
}
