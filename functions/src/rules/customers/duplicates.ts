import { isPhone, phoneDigits } from '../identity/phone';

/** What two customers can have in common. */
export const SHARED = ['email', 'phone'] as const;
type Shared = (typeof SHARED)[number];

interface Reachable {
  customerId: string;
  /** Real and normalised, or null. */
  email: string | null;
  /** As it was entered. */
  phone: string | null;
}

/** Customers who are likely to be the same person, or one household. */
export interface DuplicateGroup<Customer> {
  shared: Shared;
  /** The address, or the number's digits. */
  value: string;
  /** In the order in which they were given. */
  customers: Customer[];
}

/** The groups of customers with the same address, then those with the same telephone number however it is written, each by value. */
export function likelyDuplicates<Customer extends Reachable>(
  customers: readonly Customer[],
): DuplicateGroup<Customer>[] {
  return SHARED.flatMap((shared) => {
    const groups = new Map<string, Customer[]>();
    for (const customer of customers) {
      const value = valueOf(customer, shared);
      if (value === null) continue;
      const known = groups.get(value);
      if (known === undefined) groups.set(value, [customer]);
      else known.push(customer);
    }
    return [...groups]
      .filter(([, sharing]) => sharing.length > 1)
      .map(([value, sharing]) => ({ shared, value, customers: sharing }))
      .sort((a, b) => (a.value < b.value ? -1 : 1));
  });
}

function valueOf({ email, phone }: Reachable, shared: Shared): string | null {
  if (shared === 'email') return email;
  return phone !== null && isPhone(phone) ? phoneDigits(phone) : null;
}
