import { parsePosId } from '../../rules/identity/posId';
import type { ParsedRow } from '../../rules/pos';
import { isRecord } from '../client/answer/shape';
import { idAliases, Row } from './row';

/** The location that a row belongs to, in rows that name one. */
export const LOCATION_ID = idAliases('id_location');

/**
 * Marks a row that names another location than the tenant's. Location ids start at 1000 in every company, and a company's rows can be
 * those of all its shops. A row that names none, or in a way that can't be read, belongs to the tenant.
 *
 * @param own The tenant's location; null if none is known, and then all rows are the tenant's.
 */
export function markElsewhere<T>(row: ParsedRow<T>, own: string | null): ParsedRow<T> {
  const id = parsePosId(own);
  if (id === undefined || !isRecord(row.payload)) return row;
  const named = parsePosId(new Row(row.payload).find(LOCATION_ID)?.value);
  if (named !== undefined && named !== id) row.elsewhere = true;
  return row;
}
