import type { Command } from 'commander';
import { eraseCustomer } from '../../../functions/src/api/customers/eraseCustomer';
import { acting, type Answer, type Outlet } from '../actions';
import { parseCustomerId, parseOrgId } from '../arguments';
import { confirm } from '../confirm';
import type { Session } from '../project/session';
import { describeTarget } from '../project/target';
import { minute, plural } from '../text/format';
import { style } from '../text/style';

export function addErase(program: Command, outlet: Outlet): void {
  program
    .command('erase')
    .description(
      "Erases a customer's personal data permanently; later syncs don't bring it back. Ids, orders and totals stay (asks first).",
    )
    .argument('<org>', 'org id', parseOrgId)
    .argument('<customer>', "the POS's number of the customer, or the id of its document", parseCustomerId)
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  $ npm run sam -- erase my-shop 42 --project my-project')
    .action(acting(outlet, erase));
}

async function erase(
  session: Session,
  orgId: string,
  customerId: string,
  { yes = false }: { yes?: boolean },
): Promise<Answer> {
  await confirm(
    `The personal data of ${customerId} of ${orgId} will be erased permanently in ${describeTarget(session.target)}.`,
    yes,
  );
  session.progress.begin(`erasing ${customerId} of ${orgId}`);
  let orders = 0;
  for (;;) {
    const done = await session.call(eraseCustomer, { orgId, customerId });
    orders += done.orders;
    session.progress.update(plural(orders, 'order'));
    if (!done.complete) continue;
    session.progress.end(`erased ${customerId} of ${orgId}`, true);
    const { erasedAt } = done;
    return {
      value: { orgId, customerId, erasedAt, orders },
      text: `${style.good('✔')} ${customerId} of ${orgId} was erased on ${minute(erasedAt)}; the email address was removed from ${plural(orders, 'order')}.`,
    };
  }
}
