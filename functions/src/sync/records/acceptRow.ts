import type { IndexEntry } from '../../packedIndex/streams';
import type { ParsedRow, RowIssue } from '../../rules/pos';
import { quarantineHash } from './quarantinedRow';
import type { RecordWriter } from './recordWriter';

/**
 * Hands a row on to `use` if it can be used, and keeps what is wrong with it in quarantine; a row that is in order
 * again leaves quarantine. Of rows of one id in a walk, {@link RecordWriter.duplicates} says which counts; among those in
 * order it is what is stored already, else the last one.
 *
 * @param use Puts the row's record; returns what keeps it from being stored, else null.
 * @param kept What of the row may be kept; not all of it if it is or can be about an erased customer.
 */
export function acceptRow<T, Entry extends IndexEntry>(
  { index, quarantine, duplicates }: Pick<RecordWriter<Entry>, 'index' | 'quarantine' | 'duplicates'>,
  row: ParsedRow<T>,
  use: (record: T) => string | null,
  kept: unknown = row.payload,
): void {
  const { posId, record, issues } = row;
  const isClean = record !== null && issues.length === 0;
  if (isClean && posId !== null && duplicates.hasSound(row) && index.isAsStored(posId)) return;

  const note = (of: readonly RowIssue[]) => duplicates.noteFaulty(row, quarantineHash(of, kept));
  const known = isClean ? null : note(issues);
  const fault = record === null || known?.givesRecord === false ? null : use(record);
  if (isClean && fault === null) {
    if (!duplicates.noteSound(row) && posId !== null) quarantine.release(posId);
    return;
  }
  const all = fault === null ? issues : [...issues, { path: '', message: fault }];
  if ((known ?? note(all)).givesIssues) quarantine.keep(row, all, kept);
  else quarantine.countAnother();
}
