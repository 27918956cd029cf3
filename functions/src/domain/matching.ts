import { EmailOwners } from './emailOwners';

export interface CustomerMatch {
  posCustomerId: string;
  matchedBy: 'email' | 'pos_id';
}

/**
 * Finds the customer of an order (design §5): by real email first, else by the POS customer id. Orders of the shop's terminals
 * carry a placeholder address, so the id is all they have.
 */
export class CustomerMatcher {
  readonly #owners = new EmailOwners();
  readonly #ids = new Set<string>();

  constructor(customers: Iterable<{ posCustomerId: string; email: string | null }>) {
    for (const { posCustomerId, email } of customers) {
      this.#ids.add(posCustomerId);
      this.#owners.add(email, posCustomerId);
    }
  }

  /**
   * The order's customer, or null when nobody fits. Where several customers share the address, the order's id decides among them;
   * without an id that is theirs it is the lowest. The email may be raw.
   */
  match(order: { posCustomerId: string | null; email: string | null }): CustomerMatch | null {
    const id = order.posCustomerId;
    const owners = this.#owners.of(order.email);
    const [lowest] = owners;
    if (lowest !== undefined) {
      return { posCustomerId: id !== null && owners.includes(id) ? id : lowest, matchedBy: 'email' };
    }
    return id !== null && this.#ids.has(id) ? { posCustomerId: id, matchedBy: 'pos_id' } : null;
  }

  /** The customers who have the address, which may be raw, sorted by `comparePosIds`. */
  customersWithEmail(email: string): readonly string[] {
    return this.#owners.of(email);
  }

  /** Whether there is a customer with this id. */
  has(posCustomerId: string): boolean {
    return this.#ids.has(posCustomerId);
  }
}

/**
 * The customer of an order, of whom a stored one already has another or none: as {@link CustomerMatcher.match} says, but
 *
 * - a stored order that matches nobody any more (its customer's address has changed, say) stays with its customer;
 * - the orders of an erased customer stay, although their address can't be looked up any more: those found by it, and those
 *   that name the customer by id. A new order that names one by id is theirs, whatever address it carries.
 *
 * @param stored The match with which the order is stored.
 * @param erased The ids of erased customers.
 */
export function matchOrder(
  matcher: CustomerMatcher,
  order: { posCustomerId: string | null; email: string | null },
  stored: CustomerMatch | undefined,
  erased: ReadonlySet<string>,
): CustomerMatch | null {
  const { posCustomerId } = order;
  if (stored !== undefined && erased.has(stored.posCustomerId)) {
    if (stored.matchedBy === 'email' || stored.posCustomerId === posCustomerId) return stored;
  } else if (stored === undefined && posCustomerId !== null && erased.has(posCustomerId)) {
    return { posCustomerId, matchedBy: 'pos_id' };
  }
  return matcher.match(order) ?? stored ?? null;
}
