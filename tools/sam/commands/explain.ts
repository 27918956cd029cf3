import type { Command } from 'commander';
import { getCustomer } from '../../../functions/src/api/customers/getCustomer';
import { listCustomerOrders } from '../../../functions/src/api/customers/orders/listCustomerOrders';
import { acting, type Answer, type Outlet } from '../actions';
import { parseCustomerId, parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { describeExplanation } from '../text/explanation';

export function addExplain(program: Command, outlet: Outlet): void {
  program
    .command('explain')
    .description(
      'Explains why a customer is in their segment: which rule, which orders, how they were matched, and when it changes next.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .argument('<customer>', "the POS's number of the customer, or the id of its document", parseCustomerId)
    .option(
      '--orders <count>',
      'how many orders to show, newest first; one read each',
      wholeNumber(1, 100),
      100,
    )
    .addHelpText('after', '\nExample:\n  $ npm run sam -- explain my-shop 42 --project my-project')
    .action(acting(outlet, explain));
}

async function explain(
  session: Session,
  orgId: string,
  customerId: string,
  { orders: limit }: { orders: number },
): Promise<Answer> {
  const { context, call } = session;
  const { customer, segment, spending } = await call(getCustomer, { orgId, customerId }).catch(
    async (error: unknown) => {
      await requireTenant(session, orgId);
      throw error;
    },
  );
  const { orders, nextCursor } = await call(listCustomerOrders, { orgId, customerId, limit });
  const explanation = { customer, segment, spending, orders, complete: nextCursor === null };
  return { value: explanation, text: describeExplanation(explanation, context.clock.now()) };
}
