/** How far ahead the change before may lie: far more than instances' clocks differ by. Beyond it somebody has edited it. */
const MAX_CLOCK_SKEW_MILLISECONDS = 300_000;

/**
 * When a change happens: now, but always later than the customer's change before, whatever the clocks of two instances say.
 * So the changes of one customer have an order, and each an id of its own.
 */
export function momentOfChange(before: Date | null, now: Date): Date {
  const next = (before?.getTime() ?? -Infinity) + 1;
  const isCredible = next <= now.getTime() + MAX_CLOCK_SKEW_MILLISECONDS;
  return isCredible ? new Date(Math.max(now.getTime(), next)) : now;
}
