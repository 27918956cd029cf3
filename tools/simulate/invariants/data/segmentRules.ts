import { z } from 'zod';

const SEED = {
  vipDollars: 1000,
  vipOrders: 10,
  loyalOrders: 5,
  loyalUnderDays: 60,
  atRiskOverDays: 45,
  churnedOverDays: 90,
  returningOrders: 2,
};

const thresholds = z
  .partialRecord(z.enum(Object.keys(SEED)), z.number())
  .nullish()
  .catch(null);

/** The rules line by line, apart from the production code. Dates in milliseconds, money in dollars. */
export function segmentOf(
  orderCount: number,
  totalSpent: number,
  lastOrderAt: number | null,
  now: number,
  stored: unknown,
): string {
  const rules = { ...SEED, ...thresholds.parse(stored) };
  if (orderCount === 0 && lastOrderAt === null) return 'new';
  const days = lastOrderAt === null ? Number.NaN : Math.max(0, Math.floor((now - lastOrderAt) / 86_400_000));
  if (totalSpent >= rules.vipDollars && orderCount >= rules.vipOrders) return 'vip';
  if (orderCount >= rules.loyalOrders && days < rules.loyalUnderDays) return 'loyal';
  if (days > rules.churnedOverDays) return 'churned';
  if (days > rules.atRiskOverDays) return 'at_risk';
  return orderCount >= rules.returningOrders ? 'returning' : 'new';
}
