let offsetMilliseconds = 0;

/** The present by the server's clock, in milliseconds since the epoch: the embedded services can be started at any time. */
export function serverNow(): number {
  return Date.now() + offsetMilliseconds;
}

/** @param now ISO 8601. */
export function setServerNow(now: string): void {
  offsetMilliseconds = Date.parse(now) - Date.now();
}
