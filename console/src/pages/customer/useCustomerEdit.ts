import { useMutation, useQueryClient } from '@tanstack/react-query';
import { customerQuery, type CustomerAnswer } from '../../api/customer';
import { useCall, type Call } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';

type Customer = CustomerAnswer['customer'];

/**
 * An edit of a customer that shows at once. If the server refuses it, what was there before comes back; in the end the page shows
 * what the server has.
 */
export function useCustomerEdit<Edit>(
  customerId: string,
  {
    apply,
    send,
  }: {
    apply: (customer: Customer, edit: Edit) => Customer;
    send: (call: Call, address: { orgId: string; customerId: string }, edit: Edit) => Promise<unknown>;
  },
) {
  const client = useQueryClient();
  const call = useCall();
  const { orgId } = useTenant();
  const { queryKey } = customerQuery(call, orgId, customerId);
  const mutationKey = ['customer-edit', orgId, customerId];
  return useMutation({
    mutationKey,
    // Sent one after the other: of an addition and a removal of one tag, the later shall win.
    scope: { id: mutationKey.join(' ') },
    mutationFn: (edit: Edit) => send(call, { orgId, customerId }, edit),
    onMutate: async (edit) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (data) => data && { ...data, customer: apply(data.customer, edit) });
      return { before };
    },
    onError: (_error, _edit, context) => {
      client.setQueryData(queryKey, context?.before);
    },
    onSettled: async () => {
      // While another edit is under way, what the server has now lacks that one.
      if (client.isMutating({ mutationKey }) > 1) return;
      await client.invalidateQueries({ queryKey });
      await client.invalidateQueries({ queryKey: ['customers', orgId, 'list'], refetchType: 'none' });
    },
  });
}
