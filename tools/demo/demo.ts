import type { Check, SkippedCheck } from './checks/checklist';
import type { TickFigures } from './observations/figures';
import type { DemoOptions } from './options';
import type { Progress } from '../terminal/progress';
import { type Sequence, SequenceStopped } from './sequence';
import { startThreeTenants } from './demos/threeTenantsDemo';
import { startTransactions } from './demos/transactionsDemo';

/** What a run of the demo found; `--json` prints it as it is. */
export interface DemoReport {
  /** Whether every check holds. */
  ok: boolean;
  checks: Check[];
  /** What can't be checked on the Firestore that was chosen. */
  skipped: SkippedCheck[];
  ticks: TickFigures[];
  /** From start to end, services included. */
  seconds: number;
  /** The most memory the process ever held, services and point of sale included. */
  peakMemoryBytes: number;
}

export interface StartedDemo {
  sequence: Sequence;
  run: () => Promise<void>;
}

/** Takes the report while everything still runs, and resolves when it may stop. @param url Of the function host. */
export type WhileOpen = (report: DemoReport, url: string) => Promise<void>;

/**
 * Runs the demo and reports, also if a sync fails on the way.
 * @throws Error that names the fault and the fix when the transactions can't be read.
 */
export async function runDemo(
  { transactions, asOf, firestore }: Pick<DemoOptions, 'transactions' | 'asOf' | 'firestore'>,
  progress: Progress,
  whileOpen?: WhileOpen,
): Promise<DemoReport> {
  const started = performance.now();
  const demo =
    transactions === undefined
      ? await startThreeTenants(progress, undefined, firestore)
      : await startTransactions(progress, transactions, asOf, firestore);
  return reportOf(demo, started, whileOpen);
}

/** Runs a demo that has been started to its end, and stops what it runs on. @param started As `performance.now()`. */
export async function reportOf(
  { sequence, run }: StartedDemo,
  started = performance.now(),
  whileOpen?: WhileOpen,
): Promise<DemoReport> {
  try {
    await run().catch((error: unknown) => {
      if (!(error instanceof SequenceStopped)) throw error;
    });
    const report = describeRun(sequence, started);
    await whileOpen?.(report, sequence.url);
    return report;
  } finally {
    await sequence.stop();
  }
}

function describeRun({ checklist, ticks }: Sequence, started: number): DemoReport {
  return {
    ok: checklist.ok,
    checks: checklist.checks,
    skipped: checklist.skipped,
    ticks,
    seconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}
