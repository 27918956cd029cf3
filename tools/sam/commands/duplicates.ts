import type { Command } from 'commander';
import type { z } from 'zod';
import { listDuplicateCustomers } from '../../../functions/src/api/customers/duplicates/listDuplicateCustomers';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { firstEntries, pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { plural } from '../text/format';
import { style } from '../text/style';
import { table } from '../text/table';

type Page = z.output<typeof listDuplicateCustomers.output>;
type Group = Page['groups'][number];
type Customer = Group['customers'][number];

const PAGE = 200;

export function addDuplicates(program: Command, outlet: Outlet): void {
  program
    .command('duplicates')
    .description(
      'Shows customers who share an email address or a phone number, for staff to merge in the POS. Changes nothing. One read per customer with either.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--limit <groups>', 'groups shown at most', wholeNumber(1, 10_000), 100)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- duplicates my-shop --project my-project')
    .action(acting(outlet, showDuplicates));
}

async function showDuplicates(
  session: Session,
  orgId: string,
  { limit }: { limit: number },
): Promise<Answer> {
  const pages = pagesOf((position) =>
    session.call(listDuplicateCustomers, { orgId, limit: PAGE, ...position }),
  );
  const { entries, complete } = await firstEntries(pages, ({ groups }) => groups.map(withoutDetails), limit);
  if (entries.length === 0) await requireTenant(session, orgId);
  return { value: { orgId, groups: entries, complete }, text: describe(entries, complete) };
}

/** Names, addresses and numbers are personal: the console shows them. */
function withoutDetails({ shared, customerCount, customers }: Group) {
  return {
    shared,
    customerCount,
    customers: customers.map(({ customerId, source, orderCount, totalSpent, lastOrderDate }) => ({
      ...{ customerId, source, orderCount, totalSpent, lastOrderDate },
    })),
  };
}

type Shown = ReturnType<typeof withoutDetails>;

function describe(groups: readonly Shown[], complete: boolean): string {
  if (groups.length === 0) return `${style.good('✔')} No customers share an email address or a phone number.`;
  return [
    table(groups, [
      { head: 'share', value: ({ shared }) => shared },
      { head: 'customers', value: ({ customers, customerCount }) => named(customers, customerCount) },
    ]),
    ...(complete ? [] : ['There are more. See --limit.']),
  ].join('\n');
}

function named(customers: readonly Pick<Customer, 'customerId' | 'orderCount'>[], count: number): string {
  const listed = customers.map(
    ({ customerId, orderCount }) => `${customerId} (${plural(orderCount, 'order')})`,
  );
  return [...listed, ...(count > customers.length ? [`${count - customers.length} more`] : [])].join(', ');
}
