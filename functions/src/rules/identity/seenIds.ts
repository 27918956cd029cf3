import { hash } from 'node:crypto';

/** Bits for each id expected, and bits that each sets: of ids never seen, 1 in 700 passes for seen. */
const BITS_PER_ID = 16;
const BITS_SET = 5;

/** So few ids take no more, and are never mixed up in practice. */
const LEAST_BYTES = 256;
/** As text in a message, 350 KB: triggers take events of up to 512 KB. Beyond 130,000 ids more of them pass for seen, and have their turn in a later walk. */
const MOST_BYTES = 256 * 1024;

/**
 * The ids that a walk has brought, in a form that can go from one delivery to the next: exact within a delivery, and a Bloom filter of
 * those before. An id that was seen is never forgotten; a few that weren't can pass for seen, others with each salt.
 */
export class SeenIds {
  readonly #own = new Set<string>();

  private constructor(
    private readonly salt: string,
    private readonly earlier: Buffer | null,
    /** In bytes, of a filter without an earlier one. */
    private readonly size: number,
  ) {}

  /** @param expected About how many ids there will be. @param salt Another one mixes up other ids. */
  static begin(expected: number, salt: string): SeenIds {
    const bytes = Math.ceil((expected * BITS_PER_ID) / 8);
    return new SeenIds(salt, null, Math.min(MOST_BYTES, Math.max(LEAST_BYTES, bytes)));
  }

  /** Goes on from what {@link encoded} gave in an earlier delivery, with the same salt. */
  static resume(encoded: string, salt: string): SeenIds {
    const earlier = Buffer.from(encoded, 'base64');
    return new SeenIds(salt, earlier.length > 0 ? earlier : null, LEAST_BYTES);
  }

  add(id: string): void {
    this.#own.add(id);
  }

  has(id: string): boolean {
    if (this.#own.has(id)) return true;
    const { earlier } = this;
    if (earlier === null) return false;
    return this.#bitsOf(id, earlier).every((bit) => (earlier.readUInt8(bit >>> 3) & (1 << (bit & 7))) !== 0);
  }

  /** Hashes every id: to be asked for only where a delivery ends. */
  encoded(): string {
    const all = this.earlier === null ? Buffer.alloc(this.size) : Buffer.from(this.earlier);
    for (const id of this.#own)
      for (const bit of this.#bitsOf(id, all))
        all.writeUInt8(all.readUInt8(bit >>> 3) | (1 << (bit & 7)), bit >>> 3);
    return all.toString('base64');
  }

  #bitsOf(id: string, filter: Buffer): number[] {
    const digest = hash('sha256', `${this.salt}/${id}`, 'buffer');
    return Array.from(
      { length: BITS_SET },
      (_, index) => digest.readUInt32LE(index * 4) % (filter.length * 8),
    );
  }
}
