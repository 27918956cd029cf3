import pLimit from 'p-limit';
import { z } from 'zod';
import { CONSENT_CHANNELS, decisive } from '../../../rules/customers/consent';
import { defineCallable, orgIdField } from '../../call/callable';
import { RequestError } from '../../call/errors/requestError';
import { ownersOfEmails, ownersOfPhones } from './addressOwners';
import { type ConsentRow, MAX_ROWS, readConsentCsv, ROW_FAULTS } from './consentCsv';
import { recordConsent, type Said } from './recordConsent';

const MAX_CHARACTERS = 1_000_000;
/** Rows that are named in the answer. */
const MAX_NAMED = 100;

const count = z.int().min(0);
const EXAMPLE = 'phone,status,at\n(555) 010-4711,granted,2026-11-20\n';

/** One read for each customer with a number if the file has numbers, one for each found by email, and one more and a write where it is news. */
export const importConsent = defineCallable({
  name: 'importConsent',
  summary:
    'Records consent in bulk from a CSV file, by email or phone, for all customers who have that address.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    csv: z
      .string()
      .max(MAX_CHARACTERS)
      .meta({ examples: [EXAMPLE] })
      .describe(
        `Header: \`email\` or \`phone\`, \`status\` (granted, denied, unknown), and optionally \`channel\` (sms, email) and \`at\`. At most ${MAX_ROWS} rows.`,
      ),
    dryRun: z.boolean().default(false).describe('Say what would happen, and record nothing.'),
  }),
  output: z.object({
    rows: count,
    customers: count.describe('Customers who have an address of the file.'),
    changed: count.describe('Customers whose record has changed; 0 in a dry run.'),
    unmatchedRows: count.describe('Rows whose address nobody has.'),
    unmatchedLines: z.array(count).max(MAX_NAMED).describe('The first of them, by line of the file.'),
    badRows: count.describe("Rows that can't be used."),
    badLines: z
      .array(z.object({ line: count, fault: z.enum(ROW_FAULTS) }))
      .max(MAX_NAMED)
      .describe('The first of them.'),
  }),
  errors: [
    { code: 'bad_csv', when: "The file isn't CSV, or a column is missing." },
    { code: 'too_many_rows', when: 'The file has more rows than one call takes.' },
    { code: 'too_many_phones', when: 'More customers have a phone number than one call looks at.' },
  ],
  async handle({ context, database, caller }, { orgId, csv, dryRun }) {
    const { limits } = context.settings;
    const lines = readConsentCsv(csv, context.clock.now());
    const bad = lines.flatMap(({ line, row }) => (typeof row === 'string' ? [{ line, fault: row }] : []));
    const good = lines.flatMap(({ line, row }) => (typeof row === 'string' ? [] : [{ line, row }]));
    const addressesOf = (kind: ConsentRow['kind']) =>
      new Set(good.filter(({ row }) => row.kind === kind).map(({ row }) => row.address));
    const [emails, phones] = await Promise.all([
      ownersOfEmails(database, orgId, [...addressesOf('email')], limits.consentImport),
      ownersOfPhones(database, orgId, addressesOf('phone'), limits.consentImport),
    ]);
    const ownersOf = ({ kind, address }: ConsentRow) =>
      (kind === 'email' ? emails : phones).get(address) ?? [];
    const unmatched = good.filter(({ row }) => ownersOf(row).length === 0);
    const said = statementsByCustomer(
      good.map(({ row }) => row),
      ownersOf,
      caller.uid,
    );

    const inFlight = pLimit(limits.inFlight.customers);
    const record = async (customerId: string, statements: readonly Said[]) => {
      try {
        return (await recordConsent(database, orgId, customerId, statements)).changed;
      } catch (error) {
        // Erased or deleted since it was found: nobody is left to record it of.
        if (error instanceof RequestError) return false;
        throw error;
      }
    };
    const results = await Promise.all(
      dryRun ? [] : Array.from(said, ([id, statements]) => inFlight(() => record(id, statements))),
    );
    return {
      rows: lines.length,
      customers: said.size,
      changed: results.filter(Boolean).length,
      unmatchedRows: unmatched.length,
      unmatchedLines: unmatched.slice(0, MAX_NAMED).map(({ line }) => line),
      badRows: bad.length,
      badLines: bad.slice(0, MAX_NAMED),
    };
  },
});

/** What the rows say of each customer, once for each channel: several rows can be about the same one. */
function statementsByCustomer(
  rows: readonly ConsentRow[],
  ownersOf: (row: ConsentRow) => readonly string[],
  by: string,
): Map<string, Said[]> {
  const byCustomer = new Map<string, Map<string, Said>>();
  for (const row of rows) {
    const { channel, status, at } = row;
    for (const customerId of ownersOf(row)) {
      const own = byCustomer.get(customerId) ?? new Map<string, Said>();
      const said = { channel, status, at, by };
      const other = own.get(channel);
      byCustomer.set(customerId, own.set(channel, other === undefined ? said : decisive(other, said)));
    }
  }
  const inOrder = (own: Map<string, Said>) => CONSENT_CHANNELS.flatMap((channel) => own.get(channel) ?? []);
  return new Map(Array.from(byCustomer, ([customerId, own]) => [customerId, inOrder(own)]));
}
