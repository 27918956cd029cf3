import type { Measurement } from '../figures';
import { dollars, megabytes, whole } from './format';

/** What is shown of each measurement, on a terminal and in the documentation. */
export const COLUMNS: readonly [label: string, value: (measurement: Measurement) => string][] = [
  ['reads', ({ median }) => whole(median.reads)],
  ['writes', ({ median }) => whole(median.writes)],
  ['deletes', ({ median }) => whole(median.deletes)],
  ['dollars', ({ median }) => dollars(median.dollars)],
  ['events', ({ median }) => whole(median.triggerEvents)],
  ['messages', ({ median }) => whole(median.pubsubMessages)],
  ['POS', ({ median }) => whole(median.posRequests)],
  ['s', ({ median }) => median.seconds.toFixed(2)],
  ['run s', ({ median }) => median.runSeconds.toFixed(2)],
  ['CPU s', ({ median }) => median.cpuSeconds.toFixed(2)],
  ['records/s', ({ median }) => whole(median.recordsPerSecond)],
  ['heap MB', ({ median }) => megabytes(median.peakHeapBytes)],
  ['RSS MB', ({ median }) => megabytes(median.peakRssBytes)],
];

/** For each phase in which something was measured, a row for each who was. */
export function rowsOf(measurements: readonly Measurement[]): string[][] {
  const phases = new Set(measurements.map(({ phase }) => phase));
  return [...phases].flatMap((phase) =>
    measurements
      .filter((one) => one.phase === phase)
      .map((one, position) => [
        position === 0 ? phase : '',
        one.subject,
        ...COLUMNS.map(([, value]) => value(one)),
      ]),
  );
}

/** What a reader has to know of the columns. */
export const LEGEND =
  'Billed reads, writes and deletes, and their price; events that Firestore triggers got; Pub/Sub messages; requests to the ' +
  'POS; seconds until nothing was under way any more, and until the run had ended; CPU seconds, peak heap and peak resident ' +
  'memory of the process that does the work.';
