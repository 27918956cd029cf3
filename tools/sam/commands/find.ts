import type { Command } from 'commander';
import type { z } from 'zod';
import { listCustomers } from '../../../functions/src/api/customers/list/listCustomers';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { firstEntries, pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { dollars, minute, plural } from '../text/format';
import { whole } from '../../terminal/whole';
import { style } from '../text/style';
import { table } from '../text/table';

type Found = z.output<typeof listCustomers.output>['customers'][number];

/** The largest page: a call reads up to 1,000 customers, however many match. */
const PAGE = 100;

export function addFind(program: Command, outlet: Outlet): void {
  program
    .command('find')
    .description(
      'Finds customers by the beginnings of words of their name, by email address, or by part of a phone number. Up to one read per customer of the tenant.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .argument('<text...>', 'what to look for, such as ana diaz, ana@ or 0104711')
    .option('--limit <customers>', 'customers shown at most', wholeNumber(1, 1_000), 20)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- find my-shop ana diaz --project my-project')
    .action(acting(outlet, find));
}

async function find(
  session: Session,
  orgId: string,
  words: readonly string[],
  { limit }: { limit: number },
): Promise<Answer> {
  const search = words.join(' ');
  session.progress.begin(`looking for “${search}” in ${orgId}`);
  let count = 0;
  const pages = pagesOf(async (position) => {
    const page = await session.call(listCustomers, { orgId, search, limit: PAGE, ...position });
    count += page.customers.length;
    session.progress.update(`${plural(count, 'customer')} so far`);
    return page;
  });
  const { entries, complete } = await firstEntries(pages, ({ customers }) => customers, limit);
  session.progress.end(`found ${plural(entries.length, 'customer')}${complete ? '' : ' or more'}`, true);
  if (entries.length === 0) await requireTenant(session, orgId);
  return { value: { orgId, customers: entries, complete }, text: describe(entries, complete) };
}

function describe(customers: readonly Found[], complete: boolean): string {
  if (customers.length === 0) return 'Nobody matches.';
  return [
    table(customers, [
      { head: 'id', value: ({ posCustomerId, customerId }) => style.strong(posCustomerId ?? customerId) },
      { head: 'name', value: ({ displayName }) => displayName ?? style.faint('none') },
      { head: 'email', value: ({ email }) => email ?? '' },
      { head: 'phone', value: ({ phone }) => phone ?? '' },
      { head: 'segment', value: ({ segment }) => segment ?? '' },
      { head: 'spent', align: 'right', value: ({ totalSpent }) => dollars(totalSpent) },
      { head: 'orders', align: 'right', value: ({ orderCount }) => whole(orderCount) },
      {
        head: 'last order',
        value: ({ lastOrderDate }) => (lastOrderDate === null ? '' : minute(lastOrderDate)),
      },
    ]),
    ...(complete ? [] : ['There are more. See --limit.']),
  ].join('\n');
}
