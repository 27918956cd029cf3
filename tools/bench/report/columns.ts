import type { Measurement } from '../figures';
import { dollars, megabytes, times, whole } from './format';

type Value = (measurement: Measurement, own: Measurement | undefined) => string;

/** What is shown of each measurement, beside Sync Sam's own in the same phase, on a terminal and in the documentation. */
export const COLUMNS: readonly [label: string, value: Value][] = [
  ['reads', ({ median }) => whole(median.reads)],
  ['writes', ({ median }) => whole(median.writes)],
  ['deletes', ({ median }) => whole(median.deletes)],
  ['dollars', ({ median }) => dollars(median.dollars)],
  ['times', ({ median }, own) => (own === undefined ? '' : times(median.dollars / own.median.dollars))],
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
  return [...phases].flatMap((phase) => {
    const all = measurements.filter((one) => one.phase === phase);
    const own = all.find(({ subject }) => subject === 'Sync Sam');
    return all.map((one, position) => [
      position === 0 ? phase : '',
      one.subject,
      ...COLUMNS.map(([, value]) => value(one, one === own ? undefined : own)),
    ]);
  });
}

/** What a reader has to know of the columns. */
export const LEGEND =
  'Billed reads, writes and deletes, their price, and how many times the price of Sync Sam that is; events that Firestore triggers got; Pub/Sub messages; requests to the ' +
  'POS; seconds until nothing was under way any more, and until the run had ended; CPU seconds, peak heap and peak resident ' +
  'memory of the process that does the work.';
