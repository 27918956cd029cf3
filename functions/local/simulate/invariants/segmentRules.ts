/** The seed's rules, line by line, apart from the production code. Dates in milliseconds, money in dollars. */
export function segmentOf(
  orderCount: number,
  totalSpent: number,
  lastOrderAt: number | null,
  now: number,
): string {
  if (orderCount === 0 && lastOrderAt === null) return 'new';
  const days = lastOrderAt === null ? Number.NaN : Math.max(0, Math.floor((now - lastOrderAt) / 86_400_000));
  if (totalSpent >= 1000 && orderCount >= 10) return 'vip';
  if (orderCount >= 5 && days < 60) return 'loyal';
  if (days > 90) return 'churned';
  if (days > 45) return 'at_risk';
  return orderCount >= 2 ? 'returning' : 'new';
}
