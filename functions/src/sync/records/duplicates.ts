import type { ParsedRow } from '../../rules/pos';

interface Faulty {
  /** The smallest hash among the faulty rows. */
  hash: string;
  /** Whether a row of the same id is in order. */
  hasSound: boolean;
}

/**
 * Decides what counts where a walk brings several rows of one id, so that it is the same in whatever order they come: a row that is in
 * order gives the record; of faulty rows the one with the smallest hash goes to quarantine, and gives the record if none is in order.
 */
export class Duplicates {
  private readonly faulty = new Map<string, Faulty>();

  /** Whether a row of the same id that came before is in order. */
  hasSound({ posId, repeated }: ParsedRow<unknown>): boolean {
    const known = posId === null ? undefined : this.faulty.get(posId);
    return known?.hasSound ?? repeated === true;
  }

  /** Takes note of a row in order. @returns whether a faulty one of the same id has come before. */
  noteSound({ posId }: ParsedRow<unknown>): boolean {
    const known = posId === null ? undefined : this.faulty.get(posId);
    if (known !== undefined) known.hasSound = true;
    return known !== undefined;
  }

  /** Takes note of a faulty row. @returns what it gives, as far as is known by now. */
  noteFaulty(row: ParsedRow<unknown>, hash: string): { givesIssues: boolean; givesRecord: boolean } {
    const { posId } = row;
    if (posId === null) return { givesIssues: true, givesRecord: false };
    const hasSound = this.hasSound(row);
    const known = this.faulty.get(posId);
    const isFirst = known === undefined || hash <= known.hash;
    if (isFirst) this.faulty.set(posId, { hash, hasSound });
    return { givesIssues: isFirst, givesRecord: isFirst && !hasSound };
  }
}
