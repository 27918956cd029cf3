import type { DocumentData } from 'firebase-admin/firestore';
import { fingerprint } from '../rules/identity/fingerprint';

/**
 * The hash of a document that can't be read as one of ours, or that is to be written again when the POS next has its record: it differs
 * from every fingerprint.
 */
export const UNREADABLE = '-';

/** The fingerprint of the named fields as stored; a field that is missing makes it differ from any that was written. */
export function storedHash(data: DocumentData, names: readonly string[]): string {
  try {
    return fingerprint(
      Object.fromEntries(names.filter((name) => name in data).map((name) => [name, data[name]])),
    );
  } catch {
    // A value that the sync never writes, such as a reference or bytes.
    return UNREADABLE;
  }
}

/** Set with each write, and no part of what a document says. */
const OF_WRITING = ['updatedAt', 'changeShard'];

/** As {@link storedHash}, over all fields but those of its writing: for documents that the sync alone owns. */
export function storedHashOfWhole(data: DocumentData): string {
  return storedHash(
    data,
    Object.keys(data).filter((name) => !OF_WRITING.includes(name)),
  );
}

/** Whether a document says all of this already. */
export function says(data: DocumentData, fields: Readonly<Record<string, unknown>>): boolean {
  return storedHash(data, Object.keys(fields)) === fingerprint(fields);
}
