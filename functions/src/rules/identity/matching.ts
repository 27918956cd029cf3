import { EmailOwners } from './emailOwners';

export interface CustomerMatch {
  posCustomerId: string;
  matchedBy: 'email' | 'pos_id';
}

/** A customer as far as matching goes. */
interface MatchedCustomer {
  posCustomerId: string;
  email: string | null;
  /** Whether the POS no longer has the customer. */
  isGone?: boolean;
}

/** By what an order names its customer. */
interface OrderNames {
  posCustomerId: string | null;
  email: string | null;
}

/**
 * Finds the customer of an order (design §5): by real email first, else by the POS customer id. Orders of the shop's terminals
 * carry a placeholder address, so the id is all they have.
 */
export class CustomerMatcher {
  readonly #owners = new EmailOwners();
  readonly #ids = new Set<string>();
  /** Those that the POS no longer has, and their addresses. */
  readonly #goneOwners = new EmailOwners();
  readonly #gone = new Set<string>();

  constructor(customers: Iterable<MatchedCustomer>) {
    for (const { posCustomerId, email, isGone = false } of customers) {
      this.#ids.add(posCustomerId);
      if (isGone) this.#gone.add(posCustomerId);
      (isGone ? this.#goneOwners : this.#owners).add(email, posCustomerId);
    }
  }

  /**
   * The order's customer, or null when nobody fits. Where several customers share the address, the order's id decides among them;
   * without an id that is theirs it is the lowest. One that the POS no longer has is found by address only if nobody else has it. The
   * email may be raw.
   */
  match(order: OrderNames): CustomerMatch | null {
    const id = order.posCustomerId;
    const living = this.#owners.of(order.email);
    const owners = living.length > 0 ? living : this.#goneOwners.of(order.email);
    const [lowest] = owners;
    if (lowest !== undefined) {
      return { posCustomerId: id !== null && owners.includes(id) ? id : lowest, matchedBy: 'email' };
    }
    return id !== null && this.#ids.has(id) ? { posCustomerId: id, matchedBy: 'pos_id' } : null;
  }

  /** The customers of the POS who have the address, which may be raw, sorted by `comparePosIds`. */
  customersWithEmail(email: string): readonly string[] {
    return this.#owners.of(email);
  }

  /**
   * Whether an order would be that of a customer whom the POS no longer has if it still did: by the order's id, or by its address. Not so
   * where the order names another customer, whom the POS has and who fits.
   */
  staysWithGone(order: OrderNames, posCustomerId: string): boolean {
    if (!this.#gone.has(posCustomerId)) return false;
    const named = order.posCustomerId;
    if (named === posCustomerId) return true;
    if (!this.#goneOwners.of(order.email).includes(posCustomerId)) return false;
    return named === null || this.match(order)?.posCustomerId !== named;
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
 * - a stored order of a customer whom the POS no longer has stays, although somebody else has the address now;
 * - the orders of an erased customer stay, although their address can't be looked up any more: those found by it, and those
 *   that name the customer by id. A new order that names one by id is theirs, whatever address it carries.
 *
 * @param stored The match with which the order is stored.
 * @param erased The ids of erased customers.
 */
export function matchOrder(
  matcher: CustomerMatcher,
  order: OrderNames,
  stored: CustomerMatch | undefined,
  erased: ReadonlySet<string>,
): CustomerMatch | null {
  const { posCustomerId } = order;
  if (stored !== undefined && erased.has(stored.posCustomerId)) {
    if (stored.matchedBy === 'email' || stored.posCustomerId === posCustomerId) return stored;
  } else if (stored === undefined && posCustomerId !== null && erased.has(posCustomerId)) {
    return { posCustomerId, matchedBy: 'pos_id' };
  }
  if (stored !== undefined && matcher.staysWithGone(order, stored.posCustomerId)) return stored;
  return matcher.match(order) ?? stored ?? null;
}
