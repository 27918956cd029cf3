import pLimit from 'p-limit';
import { phoneDigits } from '../../../rules/identity/phone';
import type { Database } from '../../../platform/firestore/database';
import type { Limits } from '../../../platform/limits';
import { paths } from '../../../documents/paths';
import { RequestError } from '../../call/errors/requestError';

/** Ids of customers by address. */
type Owners = Map<string, string[]>;

/**
 * The customers who have one of the addresses, by address: families share them, and what is said of an address is said of all who
 * have it. One read a customer found, at least one for each ten addresses.
 */
export async function ownersOfEmails(
  database: Database,
  orgId: string,
  emails: readonly string[],
  { addresses, queries }: Limits['consentImport'],
): Promise<Owners> {
  const owners: Owners = new Map();
  const limit = pLimit(queries);
  const chunks = Array.from({ length: Math.ceil(emails.length / addresses) }, (_, position) =>
    emails.slice(position * addresses, (position + 1) * addresses),
  );
  await Promise.all(
    chunks.map((chunk) =>
      limit(async () => {
        const query = database.collection(paths.customers(orgId)).where('email', 'in', chunk).select('email');
        for (const snapshot of (await database.query(query)).docs)
          addOwner(owners, String(snapshot.get('email')), snapshot.id);
      }),
    ),
  );
  return owners;
}

/**
 * The customers who have one of the numbers, however it is written there, by its digits. Numbers are stored as they were entered, so
 * all of them are looked at: one read a customer with a number.
 * @throws RequestError `too_many_phones`.
 */
export async function ownersOfPhones(
  database: Database,
  orgId: string,
  digits: ReadonlySet<string>,
  { phones }: Limits['consentImport'],
): Promise<Owners> {
  const owners: Owners = new Map();
  if (digits.size === 0) return owners;
  const withPhone = database.collection(paths.customers(orgId)).where('phone', '>', '');
  if ((await database.count(withPhone.limit(phones + 1))) > phones)
    throw new RequestError(
      'failed-precondition',
      'too_many_phones',
      `More than ${phones} customers have a phone number, more than one call looks at. Import by email, or set them one by one.`,
    );
  for await (const snapshot of database.stream(withPhone.select('phone'))) {
    const own = phoneDigits(String(snapshot.get('phone')));
    if (digits.has(own)) addOwner(owners, own, snapshot.id);
  }
  return owners;
}

function addOwner(owners: Owners, address: string, customerId: string): void {
  owners.set(address, [...(owners.get(address) ?? []), customerId]);
}
