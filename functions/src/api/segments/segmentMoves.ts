import { calculateSegment, emptySegmentCounts, type Segment } from '../../rules/customers/segment';
import type { SegmentRules } from '../../rules/customers/segmentRules';
import { emptyTotals, type SpendingTotals } from '../../rules/money/spending';
import { figuresOf } from '../../documents/figures';

/** Customers who would move between two segments. */
interface Move {
  from: Segment;
  to: Segment;
  customerCount: number;
  /** Of those who have spent most, by POS id. */
  first: string[];
}

export interface Moves {
  before: Record<Segment, number>;
  after: Record<Segment, number>;
  moves: Move[];
}

/** Who is in which segment by either of two sets of rules at the same time. Pure arithmetic over what orders add up to. */
export function segmentMoves(
  customers: Iterable<string>,
  totals: ReadonlyMap<string, SpendingTotals>,
  rules: { before: SegmentRules; after: SegmentRules },
  { now, named }: { now: Date; named: number },
): Moves {
  const counts = { before: emptySegmentCounts(), after: emptySegmentCounts() };
  const movers = new Map<string, { from: Segment; to: Segment; who: { id: string; cents: number }[] }>();
  const none = emptyTotals();
  for (const id of customers) {
    const own = totals.get(id) ?? none;
    const figures = figuresOf(own);
    const from = calculateSegment(figures, now, rules.before).segment;
    const to = calculateSegment(figures, now, rules.after).segment;
    counts.before[from] += 1;
    counts.after[to] += 1;
    if (from === to) continue;
    const key = `${from} ${to}`;
    const move = movers.get(key) ?? { from, to, who: [] };
    move.who.push({ id, cents: own.cents });
    movers.set(key, move);
  }
  const moves = [...movers.values()].map(({ from, to, who }) => {
    who.sort((a, b) => b.cents - a.cents || (a.id < b.id ? -1 : 1));
    return { from, to, customerCount: who.length, first: who.slice(0, named).map(({ id }) => id) };
  });
  moves.sort((a, b) => b.customerCount - a.customerCount || (a.from + a.to < b.from + b.to ? -1 : 1));
  return { ...counts, moves };
}
