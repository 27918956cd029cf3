/** A row as it goes over the wire, faults and all. */
export type WireRow = Record<string, unknown>;

/** Rows in the order they were added. Several may carry the same id, as on the real wire, or none. */
export class Collection {
  readonly #idOf: (row: WireRow) => unknown;
  #rows: WireRow[] = [];
  #newestFirst: readonly WireRow[] | null = null;
  /** Goes up with every change, for caches of what is derived from the rows. */
  version = 0;

  constructor(idOf: (row: WireRow) => unknown) {
    this.#idOf = idOf;
  }

  get rows(): readonly WireRow[] {
    return this.#rows;
  }

  get newestFirst(): readonly WireRow[] {
    this.#newestFirst ??= this.#rows.toReversed();
    return this.#newestFirst;
  }

  add(row: WireRow): void {
    this.addAll([row]);
  }

  addAll(rows: Iterable<WireRow>): void {
    for (const row of rows) {
      this.#rows.push(row);
    }
    this.#changed();
  }

  /**
   * Changes fields of every row with this id.
   * @returns how many there were.
   */
  update(id: string | number, fields: WireRow): number {
    return this.#replace(id, (row) => [{ ...row, ...fields }]);
  }

  /**
   * Removes every row with this id.
   * @returns how many there were.
   */
  remove(id: string | number): number {
    return this.#replace(id, () => []);
  }

  find(id: string | number): WireRow | undefined {
    return this.#rows.find((row) => this.#has(row, id));
  }

  #replace(id: string | number, replacement: (row: WireRow) => WireRow[]): number {
    let found = 0;
    this.#rows = this.#rows.flatMap((row) => {
      if (!this.#has(row, id)) {
        return [row];
      }
      found += 1;
      return replacement(row);
    });
    this.#changed();
    return found;
  }

  #has(row: WireRow, id: string | number): boolean {
    const own = this.#idOf(row);
    return (typeof own === 'string' || typeof own === 'number') && String(own) === String(id);
  }

  #changed(): void {
    this.#newestFirst = null;
    this.version += 1;
  }
}
