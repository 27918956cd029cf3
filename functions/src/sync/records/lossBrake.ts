import { isFilled, measure, type MeasuredFields } from '../../rules/answers/fillRates';
import { emptiedFields, type MeasuredStream } from '../../rules/answers/plausibility';
import { fingerprint } from '../../rules/identity/fingerprint';
import { PermanentError } from '../../platform/ports/errors';
import type { StageContext } from '../stages/stage';
import { comparedOf, type RecordDocument } from './recordDocument';

/** A record that is about to be written. */
export interface Candidate<Of> {
  readonly record: Of;
  /** The hash of the document that is stored; undefined if there is none. */
  readonly storedHash: string | undefined;
  /** The document as it would be. */
  readonly document: () => RecordDocument | null;
}

/**
 * How many rows to hold back before they are judged: as many as have enough of each field, however rare it is; none if there is
 * nothing to compare them with.
 */
export function rowsToHold(
  { baseline, limits, run }: Pick<StageContext, 'baseline' | 'limits' | 'run'>,
  stream: MeasuredStream,
): number {
  const usual = baseline?.[stream];
  if (run.options.forceFields || usual === undefined) return 0;
  const { records, rows } = limits.brake;
  const judged = Object.values(usual.rates).filter((rate) => rate * usual.records >= records);
  return Math.min(rows, Math.max(0, ...judged.map((rate) => Math.ceil(records / rate))));
}

/**
 * Keeps a false answer of the POS from emptying fields in bulk (design §11): before records are written, looks which fields far fewer
 * of them have than those of the last run had, and whether the stored documents would lose them. Where nothing is suspicious it costs
 * nothing; otherwise up to `limits.brake.sample` reads a field.
 *
 * @param records Those that were read together: if one field is missing from most of them, none is written.
 * @throws PermanentError `pos_fields_missing`.
 */
export async function assertNothingLost<Of>(
  context: Pick<StageContext, 'baseline' | 'database' | 'limits' | 'run'>,
  stream: MeasuredStream,
  fields: MeasuredFields<Of>,
  records: readonly Candidate<Of>[],
): Promise<void> {
  const usual = context.baseline?.[stream];
  if (context.run.options.forceFields || usual === undefined) return;
  const known = records.filter(({ storedHash }) => storedHash !== undefined);
  const measured = measure(
    fields,
    known.map(({ record }) => record),
  );
  const { brake } = context.limits;
  const lost: { field: string; losses: number }[] = [];
  for (const field of emptiedFields(usual.rates, measured, brake)) {
    const losses = await countLosses(context, field, fields[field], known);
    const kept = measured.filled[field] ?? 0;
    if (losses >= brake.records && losses > (losses + kept) * brake.share) lost.push({ field, losses });
  }
  if (lost.length === 0) return;
  const names = lost.map(({ field, losses }) => `${field} (about ${losses})`).join(', ');
  throw new PermanentError(
    'pos_fields_missing',
    `The POS sent ${records.length} ${stream}, and most of those that had these fields would lose them: ${names}. None of the ${records.length} was ` +
      `written. If the POS is right, start a run with forceFields: true.`,
  );
}

/** About how many stored documents have the field and would lose it. */
async function countLosses<Of>(
  { database, limits }: Pick<StageContext, 'database' | 'limits'>,
  field: string,
  read: MeasuredFields<Of>[string] | undefined,
  known: readonly Candidate<Of>[],
): Promise<number> {
  const losing = known.flatMap(({ record, storedHash, document }) => {
    if (read === undefined || isFilled(read(record))) return [];
    const next = document();
    if (next === null || !(field in next.fields)) return [];
    return fingerprint(comparedOf(next)) === storedHash ? [] : [next.reference];
  });
  const every = Math.max(1, Math.ceil(losing.length / limits.brake.sample));
  const sample = losing.filter((_, position) => position % every === 0);
  const stored = await database.getAll(sample);
  const had = stored.filter((snapshot) => isFilled(snapshot.get(field))).length;
  return sample.length === 0 ? 0 : Math.round((had / sample.length) * losing.length);
}
