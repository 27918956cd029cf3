import Table from 'cli-table3';
import type { OverloadFigures } from './overload';
import { FAULT_KINDS, type FaultKind } from './runtime/faults';
import type { SeedResult } from './seed/simulator';

/** What is left of a seed once it has been reported by the process that ran it. */
export interface SeedReport extends Omit<SeedResult, 'trace'> {
  /** The steps before the violation, oldest first; without one empty, unless they were asked for. */
  steps: string[];
}

/** A mutant's fate. */
export interface MutantReport {
  name: string;
  description: string;
  /** Seeds tried, the catching one included. */
  seeds: number;
  caughtBy: { seed: number; invariant: string; detail: string } | null;
}

export interface SeedsSummary {
  seeds: number;
  seconds: number;
  seedsPerSecond: number;
  faults: Partial<Record<FaultKind, number>>;
  commits: number;
  invocations: number;
  failures: SeedReport[];
}

export function summarise(reports: readonly SeedReport[], seconds: number): SeedsSummary {
  const faults: Partial<Record<FaultKind, number>> = {};
  for (const report of reports) {
    for (const kind of FAULT_KINDS) {
      const count = report.faults[kind];
      if (count !== undefined) faults[kind] = (faults[kind] ?? 0) + count;
    }
  }
  return {
    seeds: reports.length,
    seconds,
    seedsPerSecond: Math.round((reports.length / Math.max(seconds, 0.001)) * 10) / 10,
    faults,
    commits: reports.reduce((sum, { commits }) => sum + commits, 0),
    invocations: reports.reduce((sum, { invocations }) => sum + invocations, 0),
    failures: reports.filter(({ violation }) => violation !== null).sort((a, b) => a.seed - b.seed),
  };
}

/** Without colours, which a log would show as codes. */
const PLAIN = { head: [], border: [], compact: true };

export function printSeeds(summary: SeedsSummary): string {
  const { seeds, seconds, seedsPerSecond, faults, failures, commits, invocations } = summary;
  const table = new Table({ head: ['fault', 'injected'], colAligns: ['left', 'right'], style: PLAIN });
  // All of them: one that is never injected is a gap.
  for (const kind of [...FAULT_KINDS].sort()) table.push([kind, faults[kind] ?? 0]);
  return [
    `${seeds} seeds in ${seconds.toFixed(1)} s: ${seedsPerSecond} a second; ${invocations} invocations, ${commits} commits.`,
    table.toString(),
    ...failures.flatMap(printFailure),
    failures.length === 0 ? 'All promises were kept.' : `${failures.length} seeds broke a promise.`,
  ].join('\n');
}

function printFailure({ seed, violation, steps }: SeedReport): string[] {
  return [
    `\nSeed ${seed} broke a promise — ${violation?.detail ?? ''}`,
    ...steps.map((step) => `  ${step}`),
    `Replay it: npm run simulate -- --seed ${seed}\n`,
  ];
}

export function printMutants(reports: readonly MutantReport[], seconds: number): string {
  const table = new Table({
    head: ['mutant', 'caught by seed', 'which broke'],
    colAligns: ['left', 'right', 'left'],
    style: PLAIN,
  });
  for (const { name, seeds, caughtBy } of reports) {
    table.push([name, caughtBy?.seed ?? 'NOT CAUGHT', caughtBy?.invariant ?? `${seeds} seeds tried`]);
  }
  const caught = reports.filter(({ caughtBy }) => caughtBy !== null).length;
  return `${table.toString()}\n${caught} of ${reports.length} mutants were caught, in ${seconds.toFixed(1)} s.`;
}

export function printOverload(figures: readonly OverloadFigures[]): string {
  const table = new Table({
    head: ['tenants', 'at once', 'half after', '95 %', 'all', 'refused', 'most a delivery', 'longest wait'],
    colAligns: Array.from({ length: 8 }, () => 'right'),
    style: PLAIN,
  });
  const minutes = (value: number): string => `${value.toFixed(1)} min`;
  for (const { tenants, places, half, most, all, refused, mostRefusals, longestWait } of figures) {
    table.push([
      ...[tenants, places, minutes(half), minutes(most), minutes(all)],
      ...[refused, mostRefusals, minutes(longestWait)],
    ]);
  }
  return table.toString();
}
