import { InvalidArgumentError } from 'commander';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseCalendarDate } from '../../functions/src/rules/time/time';

/** Parsers of what every command line takes. Each throws InvalidArgumentError, which says what is expected. */

/** npm runs scripts in the package's directory; people name files from where they stand. */
export function fromHere(text: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), text);
}

export function existingFile(text: string): string {
  const file = fromHere(text);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new InvalidArgumentError(`There's no file ${file}: correct the path, or give an absolute one.`);
}

export function parseDate(text: string): string {
  if (parseCalendarDate(text) === text) return text;
  throw new InvalidArgumentError('Write a calendar date as YYYY-MM-DD, such as 2026-06-30.');
}

/** A parser of whole numbers within limits. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}
