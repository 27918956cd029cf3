import type { WireRow } from '../../../pos/world';

/** Changes that a walk over a few pages can meet. */
const VERSIONS = 3;

/**
 * Whether a walk over pages can make something of an item whose batches change meanwhile: those further down the list can be of a later version
 * than those before them. The next sync reads them as they are.
 *
 * @param isIt Whether these rows are what is looked for.
 */
export function canBeMixed(
  versions: readonly { rows: readonly WireRow[] }[],
  isIt: (rows: readonly WireRow[]) => boolean,
): boolean {
  for (let first = 0; first < versions.length - 1; first += 1) {
    const window = versions.slice(first, first + VERSIONS);
    const batches = [...new Set(window.flatMap(({ rows }) => rows.map(batchOf)))];
    for (const rows of mixtures(window, batches)) if (isIt(rows)) return true;
  }
  return false;
}

/** Each batch as one of the versions has it, none older than that of the batch before; or without it, if that version is. */
function* mixtures(
  versions: readonly { rows: readonly WireRow[] }[],
  [batch, ...others]: readonly unknown[],
): Generator<WireRow[]> {
  if (batch === undefined) {
    yield [];
    return;
  }
  for (const [index, { rows }] of versions.entries()) {
    const own = rows.filter((row) => batchOf(row) === batch);
    for (const rest of mixtures(versions.slice(index), others)) yield [...own, ...rest];
  }
}

function batchOf(row: WireRow): unknown {
  return row['id_batch'] ?? null;
}
