import { isDeepStrictEqual } from 'node:util';
import type { BenchResults } from '../results';
import { checkTargets } from '../targets';

/**
 * What was found, with what was kept of other worlds and other parts. Figures of another machine or at other prices can't
 * stand beside it, and are dropped.
 */
export function mergeResults(kept: BenchResults | null, found: BenchResults): BenchResults {
  const { machine, prices } = found;
  if (kept === null || !isDeepStrictEqual([kept.machine, kept.prices], [machine, prices])) return found;
  const names = new Set(found.worlds.map(({ name }) => name));
  const measured = {
    machine,
    prices,
    worlds: [...kept.worlds.filter(({ name }) => !names.has(name)), ...found.worlds].sort(
      (a, b) => a.customers - b.customers,
    ),
    coldStart: found.coldStart ?? kept.coldStart,
    fanOut: found.fanOut ?? kept.fanOut,
    memory: found.memory ?? kept.memory,
    search: found.search ?? kept.search,
    waiting: found.waiting ?? kept.waiting,
  };
  return { ...measured, targets: checkTargets(measured) };
}
