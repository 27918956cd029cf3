import { InvalidArgumentError } from 'commander';
import { alleavesDocumentId } from '../../functions/src/rules/identity/documentId';
import { isTimeZone } from '../../functions/src/rules/time/time';
import { ORG_ID } from '../../functions/src/documents/paths';

/** Parsers of what stands on the command line. Each throws InvalidArgumentError, which says what is expected. */

export function parseOrgId(text: string): string {
  if (ORG_ID.test(text)) return text;
  throw new InvalidArgumentError('An org id has no spaces and no slashes.');
}

/** A customer as people name it: the POS's number, or the document's id. */
export function parseCustomerId(text: string): string {
  if (/^\d+$/.test(text)) return alleavesDocumentId(text);
  if (ORG_ID.test(text)) return text;
  throw new InvalidArgumentError(
    "Give the POS's number of the customer, such as 42, or the id of its document.",
  );
}

export function parseDocumentId(text: string): string {
  if (ORG_ID.test(text)) return text;
  throw new InvalidArgumentError('An id has no spaces and no slashes.');
}

export function parseTimeZone(text: string): string {
  if (isTimeZone(text)) return text;
  throw new InvalidArgumentError('Give an IANA time zone, such as America/Los_Angeles.');
}

/** Areas are given one at a time; each is added to those before. */
export function parseAreas(text: string, before: readonly string[] = []): string[] {
  if (text.trim() !== '' && text.length <= 200) return [...before, text.trim()];
  throw new InvalidArgumentError('Give the name or the type of an area, of up to 200 characters.');
}

/** Units of an item; grams can have fractions. */
export function parseUnits(text: string): number {
  const value = Number(text);
  if (/^\d{1,7}(?:\.\d{1,6})?$/.test(text) && value <= 1_000_000) return value;
  throw new InvalidArgumentError('Give a number of units from 0 to 1000000.');
}
