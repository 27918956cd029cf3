import { realEmail } from './email';
import { comparePosIds } from './posId';

/** Which customers have an address. Families share one; most addresses have one owner, and that takes no array. */
export class EmailOwners {
  readonly #owners = new Map<string, string | string[]>();

  /** Notes that the customer has the address. What is no real address is passed over; saying the same again changes nothing. */
  add(email: string | null, posCustomerId: string): void {
    const real = realEmail(email);
    if (real === null) return;
    const known = this.#owners.get(real);
    if (known === undefined) {
      this.#owners.set(real, posCustomerId);
    } else if (typeof known === 'string') {
      if (known !== posCustomerId) this.#owners.set(real, [known, posCustomerId].sort(comparePosIds));
    } else if (!known.includes(posCustomerId)) {
      known.push(posCustomerId);
      known.sort(comparePosIds);
    }
  }

  /** The customers who have the address, which may be raw, sorted by {@link comparePosIds}. */
  of(email: string | null): readonly string[] {
    if (email === null) return [];
    // Most are as they are stored, and need no reading.
    const known = this.#owners.get(email) ?? this.#owners.get(realEmail(email) ?? '');
    return asList(known ?? []);
  }

  /** Each address with its owners. */
  *entries(): Generator<readonly [email: string, posCustomerIds: readonly string[]]> {
    for (const [email, owners] of this.#owners) yield [email, asList(owners)];
  }
}

function asList(owners: string | readonly string[]): readonly string[] {
  return typeof owners === 'string' ? [owners] : owners;
}
