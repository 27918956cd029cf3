import { isDeepStrictEqual } from 'node:util';
import type { ParsedRow, PosInventoryBatch, PosItemDetails } from '../../rules/pos';
import type { Limits } from '../../platform/limits';
import type { PosInventory, PosItemDetailsFound } from '../../platform/ports/pos';
import { loadPlainText } from '../rows/htmlText';
import { type HtmlDetails, parseItemDetailsRow } from '../rows/itemDetails';
import { parseInventoryRow } from '../rows/inventory';
import { markElsewhere } from '../rows/location';
import { readSlices, type Slice } from './slices';

type Fetch = (slice: Slice, isFirst: boolean) => Promise<unknown[]>;

/**
 * Reads the whole inventory, and keeps what belongs to a location. A walk that comes short is repeated once: rows may have moved meanwhile. So
 * is one that is doubtful: if nothing has moved, the second walk brings just the same.
 * @param location Read after the walk, because a login may have told it; null if none is known: then all rows are kept.
 * @param expectedRows How many rows an earlier walk found, if the POS said that these were all.
 */
export async function readInventory(
  fetchRows: Fetch,
  location: () => string | null,
  limits: Limits['pos'],
  expectedRows?: number,
): Promise<PosInventory> {
  const walk = async (expected?: number) =>
    readSlices<PosInventoryBatch>({
      take: limits.inventoryRows,
      expectedRows: expected,
      maxRequests: limits.pages,
      fetchSlice: async (slice) => fetchRows(slice, slice.skip === 0),
      parseRow: parseInventoryRow,
      keyOf: batchKey,
    });
  const first = await walk(expectedRows);
  const isSure = first.complete && !first.doubtful;
  const read = isSure ? first : await walk();
  const { rows, announced } = read;
  const payloads = (walked: typeof rows) => walked.map(({ payload }) => payload);
  const isAsBefore = first.complete && isDeepStrictEqual(payloads(rows), payloads(first.rows));
  const own = rows.filter((row) => !markElsewhere(row, location()).elsewhere);
  return {
    rows: own,
    complete: read.complete && (!read.doubtful || isAsBefore),
    received: rows.length,
    announced,
    ofOtherLocations: rows.length - own.length,
    requests: isSure ? first.requests : first.requests + read.requests,
  };
}

/** A batch lies in an area: the rest of one that was moved in part is another row. */
function batchKey({ record, payload }: ParsedRow<PosInventoryBatch>): string {
  const { posItemId, posBatchId = null, area, areaType } = record ?? {};
  return JSON.stringify(posBatchId === null ? payload : [posItemId, posBatchId, area, areaType]);
}

/** Looks for the details of items, until all are found. Of several rows of one item the one whose content comes first counts. */
export async function readItemDetails(
  fetchRows: Fetch,
  wanted: ReadonlySet<string>,
  limits: Limits['pos'],
): Promise<PosItemDetailsFound> {
  const byItem = new Map<string, HtmlDetails>();
  const { rows, complete } = await readSlices<HtmlDetails>({
    take: limits.inventoryRows,
    maxRequests: limits.pages,
    fetchSlice: async (slice) => fetchRows(slice, slice.skip === 0),
    parseRow: parseItemDetailsRow,
    keyOf: ({ posId, payload }) => posId ?? JSON.stringify(payload),
    isEnough: (found) => {
      const ids = new Set(found.map(({ posId }) => posId));
      return [...wanted].every((id) => ids.has(id));
    },
  });
  let faulty = 0;
  for (const { posId, record, issues } of rows.toSorted(byContent)) {
    if (posId === null || !wanted.has(posId) || byItem.has(posId)) continue;
    if (issues.length > 0) faulty += 1;
    byItem.set(posId, record ?? { posItemId: posId, html: null, imageUrls: [] });
  }
  const hasMarkup = [...byItem.values()].some(({ html }) => html !== null);
  const plainText = hasMarkup ? await loadPlainText() : null;
  const details = [...byItem].map(([id, { html, ...rest }]): [string, PosItemDetails] => [
    id,
    { ...rest, description: html === null || plainText === null ? null : plainText(html) },
  ]);
  return { details: new Map(details), complete: complete && rows.length > 0, faulty };
}

function byContent(a: ParsedRow<HtmlDetails>, b: ParsedRow<HtmlDetails>): number {
  return JSON.stringify(a.record) < JSON.stringify(b.record) ? -1 : 1;
}
