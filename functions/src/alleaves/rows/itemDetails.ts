import type { ParsedRow, PosItemDetails } from '../../rules/pos';
import { listOf } from '../client/answer/shape';
import { htmlField, imageUrlField, posIdField } from './fields';
import { aliases, idAliases, parseRow, type Row } from './row';

/** Details as the POS has them. */
export interface HtmlDetails extends Omit<PosItemDetails, 'description'> {
  html: string | null;
}

const ITEM_ID = idAliases('id_item');
const DESCRIPTION = aliases('product_description');
const MEDIA = aliases('media_list');
const CONTENT = aliases('content');

/** Entries of one item that are looked at. */
const MAX_MEDIA = 100;

/** Reads a row of the POS's list of items. */
export function parseItemDetailsRow(payload: unknown): ParsedRow<HtmlDetails> {
  return parseRow(
    payload,
    (row) => row.essential(ITEM_ID, posIdField),
    (row, posItemId) => ({
      posItemId,
      html: row.optional(DESCRIPTION, htmlField),
      imageUrls: images(row),
    }),
  );
}

/** Each image once, in the POS's order. */
function images(row: Row): string[] {
  const found = row.find(MEDIA);
  const list = found ? listOf(found.value) : [];
  if (!list) {
    row.report('media_list', 'is not a list');
    return [];
  }
  const urls = list
    .slice(0, MAX_MEDIA)
    .map((entry, index) => row.nested(`media_list.${index}`, entry)?.optional(CONTENT, imageUrlField) ?? null)
    .filter((url) => url !== null);
  return [...new Set(urls)];
}
