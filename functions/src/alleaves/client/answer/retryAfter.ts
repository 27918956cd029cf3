/** Seconds, with or without a fraction. */
const SECONDS = /^\d{1,10}(?:\.\d+)?$/;
/** An HTTP date, or one in ISO form; anything else JavaScript would guess at. */
const DATE = /^(?:[A-Z][a-z]{2,8},? |\d{4}-\d\d-\d\dT)/;

/** The milliseconds from `now` that a `Retry-After` header asks for; null if there is none, or it can't be read. Negative for a date that is past. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Number(text) * 1000;
  const at = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at - now;
}
