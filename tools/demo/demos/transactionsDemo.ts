import { DateTime } from 'luxon';
import { parsePosId } from '../../../functions/src/rules/identity/posId';
import { readTransactions, type Transaction, worldFromTransactions } from '../../pos/worlds/transactions';
import type { FirestoreName } from '../../emulators/firestoreChoice';
import { DEMO_TIME_ZONE, type DemoTenant } from '../demoTenant';
import { expectationOfTransactions } from '../oracle/transactions';
import type { Progress } from '../../terminal/progress';
import { Sequence, storedOf } from '../sequence';
import { checkNothingWritten, checkStored } from '../checks/syncChecks';

const ORG_ID = 'transactions';

/** The demo on a file: its orders as one tenant's, on the evening of its last day or of `asOf`. */
export async function startTransactions(
  progress: Progress,
  file: string,
  asOf: string | undefined,
  firestore: FirestoreName = 'embedded',
) {
  progress.begin('reading transactions');
  const all = await readTransactions(file);
  const { first, last } = daysOf(file, all);
  const day = asOf ?? last;
  const transactions = all.filter(({ date }) => date <= day);
  if (transactions.length === 0) {
    throw new Error(
      `${file} has no line on or before ${day}: give an --as-of date from ${first} on, or leave it out.`,
    );
  }
  checkIds(file, transactions);
  const left = all.length - transactions.length;
  const text = `${transactions.length.toLocaleString('en-US')} orders from ${first} to ${day}`;
  progress.end(left === 0 ? text : `${text}; ${left.toLocaleString('en-US')} later ones left out`, true);

  const tenant = transactionsTenant(transactions, first);
  const now = DateTime.fromISO(day, { zone: tenant.timeZone }).endOf('day').toJSDate();
  const sequence = await Sequence.start({ tenants: [tenant], now, firestore, progress });
  return { sequence, run: () => runTransactions(sequence, file, day) };
}

async function runTransactions(sequence: Sequence, file: string, day: string): Promise<void> {
  const { checklist } = sequence;
  const first = await sequence.tick('first sync');
  const expected = await expectationOfTransactions(file, day);
  checkStored(checklist, first.figures.name, first.tick, ORG_ID, storedOf(first.stored, ORG_ID), expected);
  checkNothingWritten(checklist, (await sequence.tick('second sync, nothing changed')).figures);
}

function transactionsTenant(transactions: readonly Transaction[], historyStart: string): DemoTenant {
  return {
    orgId: ORG_ID,
    name: 'The orders of a file',
    world: worldFromTransactions(transactions),
    historyStart,
    timeZone: DEMO_TIME_ZONE,
    dialect: 'documented',
    envelope: 'array',
  };
}

function daysOf(file: string, transactions: readonly Transaction[]): { first: string; last: string } {
  let [first, last] = ['9999-12-31', ''];
  for (const { date } of transactions) {
    if (date < first) first = date;
    if (date > last) last = date;
  }
  if (last === '')
    throw new Error(
      `${file} holds a header and no transactions: add lines of customer_id,date,quantity,amount.`,
    );
  return { first, last };
}

/** Some ids mean something else to the point of sale: 0 is its word for nobody. */
function checkIds(file: string, transactions: readonly Transaction[]): void {
  const odd = transactions.find(({ customerId }) => parsePosId(customerId) !== customerId);
  if (odd === undefined) return;
  throw new Error(
    `${file}: customer_id "${odd.customerId}" can't be a customer of this point of sale, where 0 means nobody and alleaves_ is a prefix of ours. Renumber the customers.`,
  );
}
